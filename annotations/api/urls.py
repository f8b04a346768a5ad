"""Addresses of the room; the object's own address is shared with curation, so these come first in config."""

from django.urls import path

from annotations.api.boxes import BoxesView
from annotations.api.distractor_audit import AuditView, ConfirmView, LookView, MarkView
from annotations.api.objects import FindingsView, WorkplaceView
from annotations.api.queues import NextView, QueueView
from annotations.api.reviews import ClaimView, DecisionView, SubmitView, WithdrawView
from annotations.api.texts import TextApproveView, TextEditsView, TextView

OBJECT = "benchmarks/<slug:slug>/objects/<slug:key>"

urlpatterns = [
    path(f"{OBJECT}/", WorkplaceView.as_view(), name="object"),
    path(f"{OBJECT}/findings/", FindingsView.as_view(), name="object-findings"),
    path(f"{OBJECT}/text/", TextView.as_view(), name="object-text"),
    path(f"{OBJECT}/text/edits/", TextEditsView.as_view(), name="object-text-edits"),
    path(f"{OBJECT}/text/approve/", TextApproveView.as_view(), name="object-text-approve"),
    path(f"{OBJECT}/submit/", SubmitView.as_view(), name="object-submit"),
    path(f"{OBJECT}/withdraw/", WithdrawView.as_view(), name="object-withdraw"),
    path(f"{OBJECT}/claim/", ClaimView.as_view(), name="object-claim"),
    path(f"{OBJECT}/decision/", DecisionView.as_view(), name="object-decision"),
    path(f"{OBJECT}/distractors/", AuditView.as_view(), name="distractor-audit"),
    path(f"{OBJECT}/distractors/look/", LookView.as_view(), name="distractor-audit-look"),
    path(f"{OBJECT}/distractors/mark/", MarkView.as_view(), name="distractor-audit-mark"),
    path(f"{OBJECT}/distractors/confirm/", ConfirmView.as_view(), name="distractor-audit-confirm"),
    path("benchmarks/<slug:slug>/review/", QueueView.as_view(), name="review"),
    path("benchmarks/<slug:slug>/review/next/", NextView.as_view(), name="review-next"),
    path("images/<uuid:public_id>/boxes/", BoxesView.as_view(), name="image-boxes"),
]
