"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    INSTALLED = "accounts.installed", "became the first administrator"
    PARTNERSHIP_MADE = "accounts.partnership_made", "made a partnership"
    PARTNERSHIP_CHANGED = "accounts.partnership_changed", "changed what the partnership is"
    AREA_TAKEN_IN = "accounts.area_taken_in", "named an area of the partnership"
    AREA_CHANGED = "accounts.area_changed", "changed an area of the partnership, or its dates"
    AGENCY_JOINED = "accounts.agency_joined", "took an agency into the partnership"
    AGENCY_LEFT = "accounts.agency_left", "wrote down that an agency left the partnership"
    AGENCY_CAME_BACK = "accounts.agency_came_back", "took an agency that had left back into the partnership"
    ALIAS_GIVEN = "accounts.alias_given", "gave an agency a short name"
    ALIAS_TAKEN_BACK = "accounts.alias_taken_back", "took a short name of an agency back"
    STANDING_CHANGED = "accounts.standing_changed", "changed an agency's place"
    LIAISON_NAMED = "accounts.liaison_named", "named an agency's liaison officer"
    INVITED = "accounts.invited", "invited somebody"
    INVITATION_WITHDRAWN = "accounts.invitation_withdrawn", "withdrew an invitation"
    JOINED = "accounts.joined", "took up an invitation"
    ROLE_GIVEN = "accounts.role_given", "gave somebody a role"
    ROLE_ENDED = "accounts.role_ended", "ended somebody's role"
    PEOPLE_CONFIRMED = "accounts.people_confirmed", "confirmed an agency's people"
    SIGNED_IN = "accounts.signed_in", "signed in"
    SIGN_IN_FAILED = "accounts.sign_in_failed", "failed to sign in"
