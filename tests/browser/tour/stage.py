"""Who, when and how large: what the scenes of the tour share."""

from playwright.async_api import expect

MAYA, LUC = "U01MAYA", "U02LUC"
MORNING = 1_799_853_120.0  # 13 January 2027, 10:12 in Toronto
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


async def answered(someone, heading):
    """Wait until the last message bears a heading."""
    await expect(someone.last.get_by_role("heading", name=heading).first).to_be_visible()


async def to_end(someone):
    """Scroll the messages before a person to their end."""
    await someone.page.evaluate(
        "document.querySelectorAll('.message-scroll').forEach(one => one.scrollTop = one.scrollHeight)"
    )


async def to_start(someone):
    """Scroll the last message to the top of what a person sees."""
    await someone.last.evaluate("one => one.scrollIntoView({block: 'start'})")
