"""What is kept of what people ask: masked, in the background, in SQLite or PostgreSQL.

Nothing is imported here: the database's library loads only once something is to be kept.
"""
