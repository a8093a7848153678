"""Other plans and strategies that the partnership's plan stands beside."""

from django.db import models
from django.utils.timezone import localdate
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class LinkedStrategy(Kept):
    """A plan or strategy of the partnership or of others: whose it is, where it is, and when it is looked at again."""

    title = models.CharField("what it is called", max_length=200)
    owner = models.CharField("whose it is", max_length=200)
    says = models.CharField("what it means for our plan", max_length=300, blank=True)
    link = models.URLField("where it can be read", max_length=500, blank=True)
    review_on = models.DateField("is looked at again by", null=True, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "strategies"

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def overdue(self) -> bool:
        return bool(self.review_on and not self.retired_on and self.review_on < localdate())

    @property
    def standing(self) -> str:
        review = f". Looked at again by {self.review_on:%-d %B %Y}" if self.review_on else ". No review day"
        return f"{self.owner}{review}"
