"""What is amiss in a form, told at the top of its page: each line says of which question it is."""

from django import forms
from django.template.loader import render_to_string


class Account(forms.Form):
    about = forms.CharField(label="What is it about?")
    told = forms.CharField(label="What did they tell?", error_messages={"required": "Write what they told."})


def test_what_is_not_filled_in_is_named():
    page = render_to_string("components/error_summary.html", {"form": Account({})})

    assert "What is it about? – This field is required.</a>" in page


def test_a_sentence_of_its_own_stands_alone():
    page = render_to_string("components/error_summary.html", {"form": Account({"about": "Lamps"})})

    assert ">Write what they told.</a>" in page
    assert "What is it about?" not in page
