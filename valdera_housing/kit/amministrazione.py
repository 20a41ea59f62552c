"""Django's admin as a window: read only, for superusers alone, behind our own login page."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class SitoTecnico(admin.AdminSite):
    """Django's admin behind our own login page, so that lock-out and time-out hold here too."""

    site_header = site_title = "Amministrazione tecnica"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied("L'amministrazione tecnica è di un altro ruolo.")
        return redirect_to_login(request.GET.get("next", reverse("admin:index")), reverse("account_login"))


class SolaLettura(admin.ModelAdmin):
    """A table to look at: rows are written by the acts of the office."""

    list_per_page = 25
    show_full_result_count = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
