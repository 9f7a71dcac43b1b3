"""Which items neither an assessment nor a response decides: an index of the items, kept by triggers."""

from django.db import migrations, models

ITEM, UNDECIDED = "recommendations_item", "recommendations_undecided"
RESPONSE, ASSESSMENT = "recommendations_response", "recommendations_assessment"
COPIED = ("report_id", "left_out_of", "position", "kind", "months")
LIVE = "EXISTS (SELECT 1 FROM {} AS said WHERE said.item_id = one.id AND said.withdrawn_at IS NULL{})"
ANSWERED, ASSESSED = LIVE.format(RESPONSE, ""), LIVE.format(ASSESSMENT, "")
ADDRESSED = LIVE.format(RESPONSE, " AND said.claim <> 'not_addressed'")
FILL = (
    f"INSERT INTO {UNDECIDED} (item_id, {', '.join(COPIED)}, answered) "
    f"SELECT one.id, {', '.join(f'one.{name}' for name in COPIED)}, {ANSWERED} "
    f"FROM {ITEM} AS one WHERE one.withdrawn_on IS NULL AND NOT {ASSESSED} AND NOT {ADDRESSED}"
)


def looked_at_again(*items: str) -> str:
    """The statements that look at items again, each named by a row of a trigger."""
    those = ", ".join(items)
    return f"DELETE FROM {UNDECIDED} WHERE item_id IN ({those}); {FILL} AND one.id IN ({those});"


def triggers():
    """Each trigger: its name, when it comes, on which table, what it does."""
    changed = ", ".join((*COPIED, "withdrawn_on"))
    yield "an_item_is_there", "AFTER INSERT", ITEM, looked_at_again("NEW.id")
    yield "an_item_is_otherwise", f"AFTER UPDATE OF {changed}", ITEM, looked_at_again("NEW.id")
    yield "an_item_is_taken_out", "AFTER DELETE", ITEM, f"DELETE FROM {UNDECIDED} WHERE item_id = OLD.id;"
    for table, deciding in ((RESPONSE, "item_id, withdrawn_at, claim"), (ASSESSMENT, "item_id, withdrawn_at")):
        word = table.rpartition("_")[2]
        both = looked_at_again("OLD.item_id", "NEW.item_id")
        yield f"a_{word}_is_there", "AFTER INSERT", table, looked_at_again("NEW.item_id")
        yield f"a_{word}_is_otherwise", f"AFTER UPDATE OF {deciding}", table, both
        yield f"a_{word}_is_taken_out", "AFTER DELETE", table, looked_at_again("OLD.item_id")


def keep(apps, schema_editor):
    """Fill the index and make what keeps it."""
    schema_editor.execute(FILL)
    for name, when, table, what in triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW BEGIN {what} END")


def keep_no_more(apps, schema_editor):
    """Take out what keeps the index."""
    for name, _, table, _ in triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0010_items_by_how_sure")]

    operations = [
        migrations.CreateModel(
            name="Undecided",
            fields=[
                ("item", models.UUIDField(db_column="item_id", primary_key=True, serialize=False)),
                ("report", models.UUIDField(db_column="report_id")),
                ("left_out_of", models.PositiveSmallIntegerField(null=True)),
                ("answered", models.BooleanField()),
                ("position", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=30)),
                ("months", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["report", "left_out_of", "answered", "position", "kind", "months"],
                        name="undecided_alike",
                    ),
                    models.Index(fields=["answered", "kind", "item"], name="items_undecided_by_kind"),
                ]
            },
        ),
        migrations.RunPython(keep, keep_no_more),
    ]
