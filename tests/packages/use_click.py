"""A command-line program with groups, options and errors."""
import click
from click.testing import CliRunner


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--debug/--no-debug", default=False, help="Say more.")
@click.version_option("1.2", prog_name="tool")
@click.pass_context
def cli(ctx, debug):
    """A tool that does things.

    With a second paragraph that is long enough that it has to be wrapped by the formatter of the help text."""
    ctx.obj = {"debug": debug}


@cli.command()
@click.argument("name")
@click.argument("files", nargs=-1, type=click.Path())
@click.option("-n", "--count", default=1, show_default=True, type=click.IntRange(1, 5), help="How often.", envvar="TOOL_COUNT")
@click.option("--shout", is_flag=True)
@click.option("--color", type=click.Choice(["red", "blue"], case_sensitive=False))
@click.option("--pair", nargs=2, type=(str, int), metavar="K V")
@click.option("-v", "--verbose", count=True)
@click.option("--tag", multiple=True)
@click.pass_obj
def greet(obj, name, files, count, shout, color, pair, verbose, tag):
    """Greet NAME."""
    for _ in range(count):
        text = f"Hello {name}"
        click.echo(text.upper() if shout else text)
    click.secho(f"{obj} {files} {color} {pair} {verbose} {tag}", fg="green", bold=True)


@cli.command("add")
@click.argument("numbers", nargs=-1, type=float, required=True)
@click.option("--out", type=click.File("w"), default="-")
def add(numbers, out):
    """Sum numbers."""
    out.write(f"{sum(numbers)}\n")


@cli.command()
@click.password_option()
@click.option("--yes", is_flag=True, prompt="Sure?", expose_value=True)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]))
def secret(password, yes, date):
    click.echo(f"{password} {yes} {date}")
    if not yes:
        raise click.ClickException("not sure")
    if click.confirm("Go on?", abort=True):
        click.echo(click.style("x", fg="red") + click.unstyle(click.style("y", bg="blue")))
    for i in click.progressbar([1, 2], label="work") if False else [1, 2]:
        click.echo(i, err=True)


@cli.group(chain=True, invoke_without_command=True)
def many():
    """Chained."""


@many.command()
def one():
    click.echo("one")


@many.command()
@click.option("--uuid", type=click.UUID)
def two(uuid):
    click.echo(f"two {uuid}")


runner = CliRunner(mix_stderr=True)
for args, given in (
    (["--help"], None), (["-h"], None), (["greet", "--help"], None), (["greet", "Bob"], None), (["--debug", "greet", "Bob", "a", "b", "-n", "2", "--shout", "--color", "RED", "--pair", "k", "3", "-vvv", "--tag", "x", "--tag=y"], None),
    (["greet"], None), (["greet", "Bob", "-n", "9"], None), (["greet", "Bob", "--color", "green"], None), (["gret"], None), (["greet", "x", "--pair", "a"], None), (["greet", "x", "--tga", "a"], None),
    (["--version"], None), (["add", "1", "2.5"], None), (["add", "x"], None), (["add"], None), (["secret"], "pw\npw\ny\ny\n"), (["secret"], "a\nb\nc\nc\nn\n"), (["secret", "--date", "2020-13-01"], ""),
    (["many", "one", "two", "--uuid", "12345678-1234-5678-1234-567812345678"], None), (["many"], None), ([], None), (["nope"], None),
):
    result = runner.invoke(cli, args, input=given, color=False)
    print(args, result.exit_code, repr(result.exception))
    print(result.output)
print(runner.invoke(cli, ["greet", "E"], env={"TOOL_COUNT": "2"}).output)
with runner.isolated_filesystem():
    print(runner.invoke(cli, ["add", "1", "--out", "o.txt"]).exit_code, open("o.txt").read())
print(click.unstyle(click.style("a", fg="red", underline=True)), repr(click.style("a", fg=(1, 2, 3), blink=True)), click.format_filename(b"a\xff"))
