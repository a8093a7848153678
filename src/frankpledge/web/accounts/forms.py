"""What is asked about people and partnerships."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import slugify

from frankpledge.web.accounts import roles
from frankpledge.web.accounts.models import Agency, Membership, Partner, Person

ADDRESS = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "class": "govuk-input"})


def _password() -> forms.CharField:
    return forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that you can remember are a good one.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "govuk-input"}),
    )


class NewPersonForm(forms.Form):
    """A name and a password for somebody who has none here yet."""

    name = forms.CharField(
        label="Your full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = _password()

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class FirstAdministratorForm(NewPersonForm):
    """Everything that the first start needs to know."""

    email = forms.EmailField(label="Your work e-mail address", max_length=254, widget=ADDRESS)
    agency_name = forms.CharField(
        label="The organisation you work for", max_length=200, help_text="For example Castermouth Council."
    )
    partnership_name = forms.CharField(
        label="What your partnership is called", max_length=200, help_text="For example Safer Castermouth."
    )
    field_order = ("name", "email", "password", "agency_name", "partnership_name")

    def clean_partnership_name(self) -> str:
        name = str(self.cleaned_data["partnership_name"])
        if not slugify(name):
            raise forms.ValidationError("Write the name with letters.")
        return name

    @property
    def slug(self) -> str:
        return str(slugify(self.cleaned_data["partnership_name"])[:60])


class InvitationForm(forms.Form):
    """Whom to invite, for which agency, as what."""

    email = forms.EmailField(label="E-mail address", max_length=254, widget=ADDRESS)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label=None)
    role = forms.ChoiceField(label="Role", choices=roles.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Agency.objects.filter(pk__in=[partner.agency_id for partner in partners])


class AgencyForm(forms.Form):
    """An agency to take in, and what the papers call it."""

    name = forms.CharField(label="Name of the agency", max_length=200)
    standing = forms.ChoiceField(label="Its place here", choices=Partner.Standing.choices, widget=forms.RadioSelect)
    alias = forms.CharField(
        label="Short name, if it has one",
        max_length=60,
        required=False,
        help_text="For example TVP. Lists that you bring in are read with it.",
    )


class LiaisonForm(forms.Form):
    """Who speaks for an agency."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="Liaison officer", required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class ConfirmForm(forms.Form):
    """Which of an agency's people still work for it."""

    staying = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        label="Tick everybody who still works here in this role",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, memberships: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["staying"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = memberships
        field.label_from_instance = _named  # type: ignore[method-assign,assignment]


class EndRoleForm(forms.Form):
    """Why a role ends."""

    reason = forms.CharField(
        label="Why does it end?", required=False, max_length=500, help_text="For example: left the council."
    )
    every = forms.BooleanField(label="End all their roles here: they have left", required=False)

    def __init__(self, *args: Any, roles_held: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if roles_held < 2:
            del self.fields["every"]


class GiveRoleForm(forms.Form):
    """A further role for somebody who is here already."""

    role = forms.ChoiceField(label="Role", choices=roles.choices, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency", empty_label=None, widget=forms.Select(attrs={"class": "govuk-select"})
    )

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Agency.objects.filter(pk__in=[partner.agency_id for partner in partners])


def _named(membership: Membership) -> str:
    role = roles.ROLES.get(membership.role)
    return f"{membership.person.name}, {role.name if role else membership.role}"
