"""What a workspace may add: cards under links, a step for workflows, suggested prompts."""

import json
from dataclasses import replace

import pytest
from everywhere import MANIFEST, actions, modal, private, said
from rows import rows

from bot.answer import decide
from bot.cards import outputs, prompts, unfurls
from bot.desk.app import from_manifest
from bot.desk.delivery import encode
from bot.desk.payloads import event_callback
from bot.desk.workspace import GENERAL, LUC, MAYA
from bot.live.live import Live
from bot.slack.manifest import STEP, manifest

GUIDE = "https://mars-solutions-lab.gitbook.io/living-guide-to-social-innovation-labs"
ENGLISH = f"{GUIDE}/doing/co-creation/convening/types-of-convening"
FRENCH = f"{GUIDE}/fr/doing/co-creation/convening/types-of-convening"


@pytest.fixture
def app_manifest():
    return MANIFEST


# -- links


async def unfurled(slack, message):
    return await slack.until(lambda: message.unfurls)


@pytest.mark.parametrize(
    ("url", "names"),
    [
        (ENGLISH, "Co-design, Co-production"),
        (FRENCH, "Conception conjointe, Production conjointe"),
        (f"{FRENCH}/?q=1#top", "Conception conjointe, Production conjointe"),
    ],
)
async def test_a_link_to_the_types_gets_a_small_card_in_the_links_language(slack, bot, url, names):
    message = await slack.say(MAYA, GENERAL, f"see {url} please")
    (card,) = (await unfurled(slack, message)).values()
    assert names in said(card["blocks"])
    assert len(card["blocks"]) == 2


async def test_a_link_to_a_page_gets_the_start_of_its_summary(slack, bot, convene):
    page = convene.guide.pages["collective-impact"]
    message = await slack.say(MAYA, GENERAL, page.url["fr"])
    (card,) = (await unfurled(slack, message)).values()
    assert "Impact collectif" in said(card["blocks"])
    blocks = [{"block_id": str(number), **block} for number, block in enumerate(card["blocks"])]
    assert actions(blocks) == ["read:collective-impact"]


async def test_the_buttons_on_a_small_card_work_for_whoever_presses_them(slack, bot):
    message = await slack.say(MAYA, GENERAL, ENGLISH)
    await unfurled(slack, message)
    await slack.press(LUC, message, "list")
    (listed,) = await slack.until(lambda: private(slack, LUC, GENERAL))
    assert "Conception conjointe" in listed.text
    await slack.press(LUC, message, "choose")
    await modal(slack, LUC, "How far along")


async def test_a_link_elsewhere_on_the_guides_domain_gets_none(slack, bot):
    await slack.say(MAYA, GENERAL, f"{GUIDE}/another/page")
    await slack.idle()
    assert slack.deliveries("event link_shared")
    assert not slack.calls("chat.unfurl")


@pytest.mark.parametrize("url", [ENGLISH, f"{GUIDE}/doing/co-creation/collective-impact"])
@pytest.mark.parametrize("refusal", ["invalid_blocks", "cannot_unfurl_message"])
async def test_a_card_that_slack_does_not_take_with_buttons_comes_without(slack, bot, refusal, url):
    slack.fail_next("chat.unfurl", error=refusal)
    message = await slack.say(MAYA, GENERAL, url)
    (card,) = (await unfurled(slack, message)).values()
    assert [block["type"] for block in card["blocks"]] == ["section"]
    assert len(slack.calls("chat.unfurl")) == 2


async def test_a_card_that_slack_cannot_place_is_not_tried_again(slack, bot):
    slack.fail_next("chat.unfurl", error="missing_scope")
    await slack.say(MAYA, GENERAL, ENGLISH)
    await slack.until(lambda: slack.calls("chat.unfurl"))
    await slack.idle()
    assert len(slack.calls("chat.unfurl")) == 1


async def test_what_slack_refuses_troubles_nobody(slack, bot):
    slack.fail_next("chat.unfurl", error="cannot_unfurl_url", times=2)
    await slack.say(MAYA, GENERAL, ENGLISH)
    await slack.until(lambda: slack.calls("chat.unfurl"))
    await slack.idle()
    assert not private(slack, MAYA, GENERAL)


async def test_while_a_message_is_being_written_the_card_goes_by_its_unfurl_id(slack, bot):
    event = {
        "type": "link_shared",
        "user": MAYA,
        "channel": "COMPOSER",
        "message_ts": "U-1-2",
        "unfurl_id": f"{GENERAL}-1.2",
        "source": "composer",
        "links": [{"domain": "mars-solutions-lab.gitbook.io", "url": ENGLISH}],
    }
    body, content_type = encode("events_api", event_callback(event, 1))
    outcome = await slack.line.post(body, content_type)
    assert outcome.is_ok
    (call,) = await slack.until(lambda: slack.calls("chat.unfurl"))
    assert "channel" not in json.dumps(sorted(call.request))


# -- workflows


async def ran(slack, question):
    """Run the step; return what it put out."""
    await slack.run_step(STEP, {"question": question})
    (call,) = await slack.until(lambda: slack.calls("functions.completeSuccess"))
    return json.loads(call.request["outputs"])


async def test_the_step_tells_name_definition_link_and_that_it_is_sure(slack, bot, convene):
    of = convene.guide.types["co-design"]
    assert await ran(slack, "c’est quoi la conception conjointe ?") == {
        "name": "Conception conjointe",
        "definition": of.definition["fr"],
        "link": convene.guide.source.url["fr"],
        "sure": True,
    }


async def test_what_a_workflow_asks_is_kept(slack, settings, convene, serving_live):
    async with serving_live(Live(convene)):
        await ran(slack, "co-design")
    assert [one.text for one in rows(settings.database_url)] == ["co-design"]


@pytest.mark.parametrize("question", ["", "zzz", "thanks", "<!channel>"])
async def test_a_question_that_leads_nowhere_has_no_name_and_is_not_sure(slack, bot, question):
    found = await ran(slack, question)
    assert (found["name"], found["definition"], found["sure"]) == ("", "", False)


async def test_of_a_choice_the_step_tells_the_definitions_and_none_of_the_bots_own_words(
    slack, bot, convene
):
    found = await ran(slack, "conjointe")
    offered = [
        of for of in convene.guide.types.values() if of.definition["fr"] in found["definition"]
    ]
    assert len(offered) > 1
    assert found["definition"].splitlines() == [
        f"{of.name['fr']}\u00a0: {of.definition['fr']}"
        for name in found["name"].replace(" ou ", ", ").split(", ")
        for of in offered
        if of.name["fr"] == name
    ]
    assert found["sure"] is False


async def test_a_step_that_fails_says_so_to_the_workflow(slack, bot):
    slack.fail_next("functions.completeSuccess", error="internal_error")
    await slack.run_step(STEP, {"question": "co-design"})
    (call,) = await slack.until(lambda: slack.calls("functions.completeError"))
    assert "something went wrong" in call.request["error"]


@pytest.mark.parametrize(
    ("question", "name", "is_sure"),
    [
        ("co-design", "Co-design", True),
        ("difference between co-design and co-creation", "Co-design or Co-creation", True),
        ("who should we invite?", "Stakeholders", True),
        ("what types are there?", "", False),
        ("co-", None, False),
    ],
)
def test_several_types_are_all_named_and_a_choice_is_never_sure(convene, question, name, is_sure):
    answer = decide(convene.match(question), convene.guide, "en")
    found = outputs.of(answer, convene.guide, convene.words["en"])
    assert found["sure"] is is_sure
    assert found["name"] == name if name is not None else " or " in found["name"]
    assert all(found[key] for key in ("definition", "link"))


# -- the Messages tab


async def suggested(slack, who):
    await slack.open_home(who, "messages")
    place = slack.workspace.direct_messages(who).id
    return (await slack.until(lambda: slack.workspace.prompts.get(place)))["prompts"]


async def test_four_prompts_are_suggested_in_the_persons_language(slack, bot):
    english, french = await suggested(slack, MAYA), await suggested(slack, LUC)
    assert len(english) == len(french) == 4
    assert english[0]["message"] == "What is Co-creation?"
    assert "Quelle est la différence entre Production conjointe" in french[1]["message"]


def test_no_prompt_is_cut(convene):
    for language in convene.guide.languages:
        titles = [one["title"] for one in prompts.draw(convene.guide, convene.words[language])]
        assert len(titles) == 4
        assert not [title for title in titles if "…" in title]


def test_a_guide_without_asks_suggests_no_situation(convene):
    types = {id_: replace(of, asks={}) for id_, of in convene.guide.types.items()}
    drawn = prompts.draw(replace(convene.guide, types=types), convene.words["en"])
    assert [one["message"] for one in drawn] == [
        "What is Co-creation?",
        "What is the difference between Co-production and Co-creation?",
        "Which types of convening are there?",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_prompt_gets_the_answer_it_promises(convene, language):
    kinds = []
    for prompt in prompts.draw(convene.guide, convene.words[language]):
        answer = decide(convene.match(prompt["message"]), convene.guide, "xx")
        assert answer.language == language, prompt
        kinds.append(answer.kind)
    assert kinds == ["card", "comparison", "card", "list"]


# -- without them


async def test_without_the_extras_everything_else_works_and_nothing_complains(
    slack, convene, serving_live, caplog
):
    slack.workspace.app = from_manifest(manifest("https://bot.example"))
    async with serving_live(Live(convene)):
        for _ in range(3):
            await slack.open_home(MAYA, "messages")
            await slack.until(lambda: slack.calls("assistant.threads.setSuggestedPrompts"))
            await slack.idle()
        asked = await slack.direct_message(MAYA, f"co-design {ENGLISH}")
        await slack.answer_to(asked)
        await slack.say(MAYA, GENERAL, ENGLISH)
        await slack.idle()
    assert len(slack.calls("assistant.threads.setSuggestedPrompts")) == 1
    assert not slack.calls("chat.unfurl")
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


def test_the_domains_are_those_of_the_guides_addresses(convene):
    assert unfurls.domains(convene.guide) == ["mars-solutions-lab.gitbook.io"]
