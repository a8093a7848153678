"""Every address. What belongs to a partnership lies below its own, `p/<partnership>/`."""

from django.urls import URLPattern, URLResolver, include, path

from frankpledge.web import refusals
from frankpledge.web.accessibility import views as accessibility
from frankpledge.web.accounts import agency_views as agencies
from frankpledge.web.accounts import views as accounts
from frankpledge.web.assessments import living_views as living
from frankpledge.web.assessments import public_views as public
from frankpledge.web.desk import desk
from frankpledge.web.funding import views as funding
from frankpledge.web.home import home
from frankpledge.web.places import premises_views as places
from frankpledge.web.plans import calendar_views as calendars
from frankpledge.web.plans import link_views as links
from frankpledge.web.plans import public_views as plans

workspace: list[URLPattern | URLResolver] = [
    path("", desk, name="workspace"),
    path("assessments/", include("frankpledge.web.assessments.living_urls")),
    path("people/", include("frankpledge.web.accounts.urls")),
    path("knowledge/", include("frankpledge.web.knowledge.urls")),
    path("profiles/", include("frankpledge.web.assessments.profile_urls")),
    path("thread/", include("frankpledge.web.citations.urls")),
    path("surveys/", include("frankpledge.web.surveys.urls")),
    path("consultation/", include("frankpledge.web.consultation.urls")),
    path("scoring/", include("frankpledge.web.scoring.urls")),
    path("priorities/", include("frankpledge.web.priorities.urls")),
    path("plans/", include("frankpledge.web.plans.urls")),
    path("measures/", include("frankpledge.web.measures.urls")),
    path("evaluations/", include("frankpledge.web.evaluations.urls")),
    path("risks/", include("frankpledge.web.risks.urls")),
    path("money/", include("frankpledge.web.funding.urls")),
    path("packs/", include("frankpledge.web.accountability.urls")),
    path("duties/", include("frankpledge.web.duties.urls")),
    path("record/", include("frankpledge.web.audit.urls")),
    path("questions/", include("frankpledge.web.questions.urls")),
    path("exports/", include("frankpledge.web.exports.urls")),
    path("districts/", include("frankpledge.web.districts.urls")),
    path("places/", include("frankpledge.web.places.urls")),
    path("connections/", include("frankpledge.web.api.urls")),
    path("mail/", include("frankpledge.web.mail.urls")),
]
urlpatterns = [
    path("", home, name="home"),
    path("evidence/", include("frankpledge.web.evidence.urls")),
    path("assessments/", include("frankpledge.web.assessments.urls")),
    path("partnerships/", accounts.partnerships, name="partnerships"),
    path("evidence/feeds/", include("frankpledge.web.feeds.urls")),
    path("start/<str:secret>/", accounts.first_administrator, name="first_administrator"),
    path("join/<str:secret>/", accounts.invitation, name="invitation"),
    path("open/<str:secret>/", accounts.alone, name="alone"),
    path("try/", accounts.demonstration, name="demonstration"),
    path("second-factor/", accounts.second_factor, name="second_factor"),
    path("account/email/", accounts.no_address),  # before allauth's own pages
    path("account/3rdparty/", agencies.none_by_hand),
    path("account/oidc/<str:provider_id>/login/", agencies.go, name="agency_sign_in"),
    path("account/oidc/<str:provider_id>/login/callback/", agencies.come_back, name="agency_sign_in_back"),
    path("account/", include("allauth.urls")),
    path("health/", include("frankpledge.web.health.urls")),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("published/findings.css", living.living_style_public, name="living_style"),
    path("u/<str:secret>/", links.update_by_link, name="update_by_link"),
    path("calendar/<str:secret>.ics", calendars.calendar, name="calendar"),
    path("answer/", include("frankpledge.web.surveys.answer_urls")),
    path("published/<slug:slug>/surveys/", include("frankpledge.web.surveys.public_urls")),
    path("published/<slug:slug>/consultation/", include("frankpledge.web.consultation.public_urls")),
    path("published/<slug:slug>/choosing/", include("frankpledge.web.scoring.public_urls")),
    path("published/<slug:slug>/plan/", plans.published_plan, name="published_plan"),
    path("published/<slug:slug>/plan/plan.<str:format>", plans.published_plan_file, name="published_plan_file"),
    path("published/<slug:slug>/plan/actions.csv", plans.published_plan_actions, name="published_plan_actions"),
    path(
        "published/<slug:slug>/plan/dictionary.csv", plans.published_plan_dictionary, name="published_plan_dictionary"
    ),
    path("published/<slug:slug>/premises/", places.public_premises, name="public_premises"),
    path("published/<slug:slug>/grants.csv", funding.public_grants, name="public_grants"),
    path("published/<slug:slug>/", public.published, name="published"),
    path("published/<slug:slug>/<int:edition_id>/", public.published_edition, name="published_edition"),
    path("published/<slug:slug>/<int:edition_id>/data/<str:name>", public.published_data, name="published_data"),
    path(
        "published/<slug:slug>/<int:edition_id>/edition.<str:format>",
        public.published_edition_file,
        name="published_edition_file",
    ),
    path("api/", include("frankpledge.web.api.api_urls")),
    path("p/<slug:partnership>/", include(workspace)),
]
handler400 = refusals.not_understood
handler404 = refusals.not_found
handler500 = refusals.broken
