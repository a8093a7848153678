"""Second ways to sort a plan: themes that run through all priorities, and whom an action is for."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class Lens(Kept):
    """One way to look at the whole plan: "Runs through everything"; "In focus"."""

    title = models.CharField("what it is called", max_length=100)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "lenses"

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "lenses"
        constraints = (
            models.UniqueConstraint(
                "partnership",
                Lower("title"),
                condition=Q(retired_on=None),
                name="plans_lens_once",
                violation_error_message="There is one of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Category(Kept):
    """One of the things that a lens tells apart: drugs and alcohol; the community, the individual, the perpetrator."""

    lens = models.ForeignKey(Lens, models.PROTECT, related_name="categories", verbose_name="seen through")
    title = models.CharField("what it is called", max_length=100)
    means = models.CharField("what belongs to it", max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "categories"

    class Meta:
        ordering = ("lens", "pk")
        verbose_name_plural = "categories"
        constraints = (
            models.UniqueConstraint(
                "partnership",
                "lens",
                Lower("title"),
                condition=Q(retired_on=None),
                name="plans_category_once",
                violation_error_message="There is one of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        return f"{self.lens}: {self.means}" if self.means else str(self.lens)


class Sorted(models.Model):
    """That a chapter, with all its actions, or a single action belongs to a category."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, related_name="sorted")
    chapter = models.ForeignKey("plans.Chapter", models.CASCADE, null=True, blank=True, related_name="sorted")
    action = models.ForeignKey("plans.Action", models.CASCADE, null=True, blank=True, related_name="sorted")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("category__lens", "category")
        constraints = (
            models.UniqueConstraint(fields=("category", "chapter"), name="plans_chapter_sorted_once"),
            models.UniqueConstraint(fields=("category", "action"), name="plans_action_sorted_once"),
            models.CheckConstraint(
                condition=Q(chapter=None, action__isnull=False) | Q(chapter__isnull=False, action=None),
                name="plans_sorted_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.category}: {self.chapter or self.action}"
