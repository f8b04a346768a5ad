"""The page of the API works under our own content security policy, without any foreign host."""

import re

import pytest
from django.test import Client

from curation.models import User


@pytest.mark.django_db
def test_the_page_of_the_api_loads_nothing_inline_and_nothing_foreign(stranger: User) -> None:
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/api/docs/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert re.findall(r"<script>", text) == []
    assert re.findall(r'(?:src|href)="https?://[^"]+"', text) == []


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_is_not_the_application_page(client: Client) -> None:
    assert client.get("/api/nothing/").status_code == 404
    assert client.get("/nothing/at/all").status_code in (200, 503)
