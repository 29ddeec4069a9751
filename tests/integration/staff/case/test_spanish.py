"""The same desk in Spanish: the words change, the record and what machines read do not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from app.extensions import clock
from app.instruments import Answer
from tests.support.application import NOON
from tests.support.desk import ACUTE, CALM, CONTACT, POSITIVE, Desk, arrive, call_then, desk_of, hire, sign_in

LEVELS: dict[str, dict[str, Answer]] = {
    "imminent": ACUTE,
    "urgent": POSITIVE,
    "elevated": {**CALM, "asq_1": "skip"},
    "routine": CALM,
}


def choose(desk: Desk, language: str) -> None:
    """Press a button of the language form."""
    assert desk.client.post("/language", data={"language": language}).status_code == 303


@pytest.fixture
def eva(app: Flask) -> Desk:
    """A coordinator who reads Spanish."""
    desk = desk_of(app, "coordinator", "Eva Ríos")
    choose(desk, "es")
    return desk


def words(page: BeautifulSoup, selector: str = "body") -> str:
    return " ".join(said(part) for part in page.select(selector))


def said(part: Tag) -> str:
    return " ".join(part.get_text(" ", strip=True).split())


def test_the_page_says_which_language_it_speaks(eva: Desk) -> None:
    page = eva.get("/staff/queue")
    assert page.select_one("html[lang=es]")
    assert words(page, "h1") == "Cola"
    assert words(page, "footer .languages button[lang=en]") == "English"


def test_the_levels_speak_spanish_and_keep_their_machine_values(app: Flask, eva: Desk) -> None:
    for answers in LEVELS.values():
        arrive(app, answers)
    rows = eva.get("/staff/queue").select(".queue > li")
    assert [row["data-level"] for row in rows] == list(LEVELS)
    signs = [sign.get_text(" ", strip=True) for row in rows for sign in row.select(".level")]
    assert signs == ["◆ Inminente", "▲ Urgente", "● Elevado", "○ De rutina"]


def test_times_are_said_in_spanish_on_the_sites_own_clock(app: Flask) -> None:
    with clock.stopped(NOON):
        email = hire(app, "coordinator")
        arrive(app, ACUTE, ago=timedelta(minutes=38))
        arrive(app, ACUTE, ago=timedelta(days=3))
        desk = sign_in(app, email)
        choose(desk, "es")
        text = words(desk.get("/staff/queue"))
    assert "8 minutos fuera de plazo" in text
    assert "en espera 38 minutos, desde hoy 11:22" in text
    assert "en espera 3 días, desde vie 20 nov, 12:00" in text


def test_why_somebody_is_in_the_queue_is_read_in_spanish(app: Flask, eva: Desk) -> None:
    call_then(app, {**CALM, "asq_4": "yes", "asq_4_when": "within_3m", "asq_5": "no"}, {"asq_4": "no"})
    arrive(app, CALM, CONTACT)
    changed, calm = (said(row) for row in eva.get("/staff/queue").select(".queue > li"))
    assert "Pidió una llamada" in changed
    assert "Antes: Intento de suicidio en los últimos 3 meses" in changed
    assert "Sin señales de riesgo" in calm
    assert "✓ llamar ✗ no enviar texto ✗ no dejar mensaje" in calm


def test_every_part_of_the_review_page_speaks_spanish(app: Flask, eva: Desk) -> None:
    page = eva.get(f"/staff/screenings/{arrive(app, {**ACUTE, 'phq9_1': 3}, CONTACT)}")
    assert [heading.get_text() for heading in page.select("main h2")] == [
        "Qué hay que saber",
        "Seguimiento",
        "Señales de riesgo y las respuestas que las originaron",
        "Consumo, ánimo y estrés en conjunto",
        "Puntajes",
        "Todas las respuestas",
        "Consentimiento e historial",
    ]
    assert "Pensamientos de suicidio ahora mismo" in words(page, ".know")
    assert "No dejen mensajes" in words(page, ".pinned .rules")


def test_questions_and_answers_stay_in_the_english_that_the_scores_rest_on(app: Flask, eva: Desk) -> None:
    page = eva.get(f"/staff/screenings/{arrive(app, ACUTE)}")
    question = "Are you having thoughts of killing yourself right now?"
    assert question in words(page, "#answers [lang=en]")
    assert question in words(page, "#flags [lang=en]")


def test_what_is_chosen_in_spanish_is_recorded_once_and_read_by_each_in_their_own_language(
    app: Flask, ana: Desk, eva: Desk
) -> None:
    path = f"/staff/screenings/{arrive(app, CALM)}"
    offered = eva.get(path).select("#work input[name=outcome]")
    assert "no_answer" in [choice["value"] for choice in offered]
    eva.post(f"{path}/attempts", outcome="left_message", text="Llamé a las dos.")
    assert "Se dejó un mensaje seguro" in words(eva.get(path), "#work .entries")
    read_by_ana = words(ana.get(path), "#work .entries")
    assert "Left a safe message" in read_by_ana
    assert "Llamé a las dos." in read_by_ana


def test_what_is_wrong_with_a_form_is_said_in_spanish(app: Flask, eva: Desk) -> None:
    path = f"/staff/screenings/{arrive(app, ACUTE)}"
    edition = str(eva.get(path).select("input[name=edition]")[0]["value"])
    for sent, said in (
        ({}, "Elija cómo terminó."),
        ({"outcome": "declined", "edition": edition}, "Un caso inminente necesita la evaluación por escrito."),
        ({"outcome": "declined", "edition": "999"}, "Este tamizaje cambió desde que usted lo abrió."),
    ):
        page = BeautifulSoup(eva.post(f"{path}/close", **sent).get_data(as_text=True), "html.parser")
        assert said in words(page, ".summary")
        assert page.title is not None
        assert page.title.get_text().startswith("Error: ")


def test_a_refused_password_is_explained_in_spanish(app: Flask, admin: Desk) -> None:
    admin.post("/staff/team", email="new@clinic.example", role="clinician", name="")
    link = admin.get("/staff/team").select("code")[0].get_text().removeprefix("http://127.0.0.1:8000")
    newcomer = Desk(app.test_client())
    choose(newcomer, "es")
    page = newcomer.client.post(link, data={"name": "Nora", "password": "corta"}).get_data(as_text=True)
    assert "Use al menos 15 caracteres." in page


def test_roles_are_read_in_spanish_and_chosen_by_their_machine_value(admin: Desk) -> None:
    choose(admin, "es")
    page = admin.get("/staff/team")
    labels = {label.input["value"]: said(label) for label in page.select("label:has(input[name=role])") if label.input}
    assert labels["clinician"] == "Profesional clínico/a: lee los tamizajes y les da seguimiento"
    assert words(page, "tbody td:nth-of-type(2)") == "Administrador/a"


def test_a_name_put_into_a_spanish_sentence_stays_text(app: Flask, eva: Desk) -> None:
    path = f"/staff/screenings/{arrive(app, CALM)}"
    desk_of(app, "coordinator", "<b>Bo</b> %(name)s").post(f"{path}/claim")
    for page in (eva.get("/staff/queue"), eva.get(path)):
        assert "A cargo de <b>Bo</b> %(name)s" in words(page)
        assert not page.select("main b")


def test_the_choice_comes_back_to_its_page_and_outlives_the_session(eva: Desk) -> None:
    chosen = eva.client.post("/language", data={"language": "en"}, headers={"Referer": "http://localhost/staff/queue"})
    assert chosen.headers["Location"] == "/staff/queue"
    assert words(eva.get("/staff/queue"), "h1") == "Queue"
    choose(eva, "es")
    eva.post("/staff/sign-out")
    assert words(eva.get("/staff/sign-in"), "h1") == "Acceso del personal"
