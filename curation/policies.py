"""Who may do what: plain functions, asked by every endpoint, file and admin view (spec §2).

Which rows a person can see at all is the querysets' `visible_to`; a thing outside it is answered as absent.
"""

from curation.models import Benchmark, Image, Job, Membership, Object, Role, User

EDITABLE_STATES = frozenset({Object.State.DRAFT, Object.State.CHANGES_REQUESTED})


def roles_of(user: User, benchmark: Benchmark) -> set[str]:
    """The roles of a person in a benchmark; empty for a stranger."""
    return set(Membership.objects.filter(user=user, benchmark=benchmark).values_list("role", flat=True))


def can_view(user: User, benchmark: Benchmark) -> bool:
    """Every member sees everything of the benchmark except other people's originals."""
    return bool(roles_of(user, benchmark))


def can_create_benchmark(user: User) -> bool:
    """Staff of the installation found benchmarks."""
    return user.is_active and user.is_staff


def can_collect(user: User, benchmark: Benchmark) -> bool:
    """Collectors and maintainers bring in objects and pictures."""
    return bool(roles_of(user, benchmark) & {Role.COLLECTOR, Role.MAINTAINER})


def can_review(user: User, benchmark: Benchmark) -> bool:
    """Reviewers decide."""
    return Role.REVIEWER in roles_of(user, benchmark)


def can_maintain(user: User, benchmark: Benchmark) -> bool:
    """Maintainers edit the taxonomy, invite, freeze and look after jobs."""
    return Role.MAINTAINER in roles_of(user, benchmark)


def can_mine(user: User, benchmark: Benchmark) -> bool:
    """Maintainers begin, stop and decide choices of distractors; every member looks at them."""
    return can_maintain(user, benchmark)


def can_decide_neighbours(user: User, benchmark: Benchmark) -> bool:
    """Every member may say what a pair of pictures is; the audit says who did."""
    return can_view(user, benchmark)


def owns_object(user: User, obj: Object) -> bool:
    """Its collector, as long as they are one, and the maintainers, whatever its state."""
    roles = roles_of(user, obj.benchmark)
    return Role.MAINTAINER in roles or (Role.COLLECTOR in roles and obj.collector_id == user.pk)


def can_edit_object(user: User, obj: Object) -> bool:
    """Its collector or a maintainer, while it is a draft or changes were asked for."""
    return obj.state in EDITABLE_STATES and owns_object(user, obj)


def can_review_object(user: User, obj: Object) -> bool:
    """A reviewer who did not collect it: nobody approves their own object."""
    return obj.collector_id != user.pk and can_review(user, obj.benchmark)


def can_edit_image(user: User, image: Image) -> bool:
    """Whoever may edit its object; distractors belong to the maintainers."""
    if image.object is None:
        return can_maintain(user, image.benchmark)
    return can_edit_object(user, image.object)


def can_read_original(user: User, image: Image) -> bool:
    """Originals carry GPS and faces: only who brought the picture in, its collector and maintainers."""
    roles = roles_of(user, image.benchmark)
    collector = image.object.collector_id if image.object is not None else None
    return Role.MAINTAINER in roles or (bool(roles) and user.pk in {image.created_by_id, collector})


def can_manage_job(user: User, job: Job) -> bool:
    """Maintainers, and members who asked for the work themselves."""
    if job.benchmark is None:
        return False
    roles = roles_of(user, job.benchmark)
    return Role.MAINTAINER in roles or (bool(roles) and job.created_by_id == user.pk)
