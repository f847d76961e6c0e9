"""What stands in a database, read past the store."""

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError


def rows(url):
    """Return every question that is kept, as a row with the table's columns."""
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    # Not a moment is waited for a lock: the bot that holds it runs in this very thread. What
    # cannot be read yet is not there yet, and whoever waits for it looks again.
    is_file = driver.startswith("sqlite")
    engine = create_engine(driver, connect_args={"timeout": 0} if is_file else {})
    try:
        if not inspect(engine).has_table("questions"):
            return []
        with engine.connect() as connection:
            return connection.execute(text("SELECT * FROM questions")).all()
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        return []
    finally:
        engine.dispose()


def kept(url):
    """Return how often each text is kept."""
    texts = [row.text for row in rows(url)]
    return {one: texts.count(one) for one in set(texts)}
