"""What stands in a database, read past the store."""

from sqlalchemy import create_engine, inspect, text


def rows(url):
    """Return every question that is kept, as a row with the table's columns."""
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(driver)
    found = []
    if inspect(engine).has_table("questions"):
        with engine.connect() as connection:
            found = connection.execute(text("SELECT * FROM questions")).all()
    engine.dispose()
    return found


def kept(url):
    """Return how often each text is kept."""
    texts = [row.text for row in rows(url)]
    return {one: texts.count(one) for one in set(texts)}
