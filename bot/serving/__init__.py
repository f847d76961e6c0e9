"""Running the bot: the web application, processes, ports and signals."""
