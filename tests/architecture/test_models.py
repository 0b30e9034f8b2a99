"""What import-linter cannot see: string foreign keys and reverse accessors."""

from django.apps import apps

ORDER = ["registry", "complaints", "ratings"]


def own_models():
    for label in ORDER:
        yield from apps.get_app_config(label).get_models()


def test_relations_point_down_or_sideways():
    upward = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in ORDER
        and ORDER.index(field.related_model._meta.app_label)
        > ORDER.index(model._meta.app_label)
    ]
    assert upward == []


def test_lower_apps_grow_no_accessors_for_higher_ones():
    leaking = [
        f"{model.__name__}.{field.get_accessor_name()}"
        for model in own_models()
        for field in model._meta.related_objects
        if not field.hidden
        if field.related_model._meta.app_label in ORDER
        and field.related_model._meta.app_label != model._meta.app_label
    ]
    assert leaking == []


def test_no_model_orders_every_query():
    assert [model.__name__ for model in own_models() if model._meta.ordering] == []
