using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MetaJit.Viewer.Tests;

/// <summary>Chromium without a window, with one page, told what to do by its DevTools protocol.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process _process;
    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _calls = [];
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _lastCall;

    private Browser(Process process, TemporaryFolder profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>What went wrong in the page's scripts.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Where the browser is; null where there is none.</summary>
    public static string? Path { get; } =
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
         from name in s_names
         let path = System.IO.Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    public static void SkipIfMissing() => Skip.If(Path is null, "no browser is installed: apt-get install chromium");

    public static async Task<Browser> Start(int width = 1400, int height = 900)
    {
        var profile = new TemporaryFolder();
        // Who runs tests as root has no sandbox, and the pages are the tests' own.
        var start = new ProcessStartInfo(Path!,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank"])
        {
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        var browser = new Browser(process, profile);
        var address = new TaskCompletionSource<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) address.TrySetException(new IOException("the browser ended before it listened"));
            else if (Listening().Match(line.Data) is { Success: true } match) address.TrySetResult(match.Groups[1].Value);
        };
        process.BeginErrorReadLine();
        await browser._socket.ConnectAsync(new Uri(await address.Task), default);
        browser._reading = browser.Read();
        JsonNode? target = await browser.Call("Target.createTarget", new { url = "about:blank" });
        JsonNode? session = await browser.Call("Target.attachToTarget", new { targetId = (string?)target!["targetId"], flatten = true });
        browser._session = (string?)session!["sessionId"];
        await browser.Call("Runtime.enable");
        await browser.Call("Page.enable");
        await browser.Call("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        return browser;
    }

    public async Task Open(string path)
    {
        await Call("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        await WaitFor("document.querySelector('main[data-shown]')");
    }

    /// <summary>The value of an expression of JavaScript, awaited if it is a promise.</summary>
    public async Task<T> Get<T>(string expression)
    {
        JsonNode? answer = await Call("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        if (answer!["exceptionDetails"] is { } fault) throw new InvalidOperationException($"{expression}: {fault.ToJsonString()}");
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Until an expression is true, however long it takes.</summary>
    public Task WaitFor(string expression) =>
        Get<bool>($"new Promise(done => {{ const look = () => ({expression}) ? done(true) : setTimeout(look, 20); look(); }})");

    /// <summary>Clicks on the first element that a selector finds.</summary>
    public async Task Click(string selector) =>
        Assert.True(await Get<bool>($"(element => {{ element?.click(); return element !== null; }})(document.querySelector({JsonSerializer.Serialize(selector)}))"), $"there is no {selector}");

    /// <summary>Waits until a screen is shown, by what stands behind "#".</summary>
    public Task Shown(string address) => WaitFor($"document.querySelector('main').dataset.shown === {JsonSerializer.Serialize(address)}");

    public Task<int> Count(string selector) => Get<int>($"document.querySelectorAll({JsonSerializer.Serialize(selector)}).length");

    public async Task<byte[]> Picture() => Convert.FromBase64String((string)(await Call("Page.captureScreenshot", new { format = "png" }))!["data"]!);

    private async Task<JsonNode?> Call(string method, object? parameters = null)
    {
        int id = ++_lastCall;
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(_session is null
            ? new { id, method, @params = parameters ?? new { } }
            : (object)new { id, method, @params = parameters ?? new { }, sessionId = _session });
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, default);
        return await answer.Task;
    }

    private async Task Read()
    {
        var buffer = new byte[1 << 16];
        var message = new MemoryStream();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, default);
                if (part.MessageType == WebSocketMessageType.Close) break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                message.SetLength(0);
            }
        }
        catch (WebSocketException)
        {
            // The browser is gone.
        }
        foreach (TaskCompletionSource<JsonNode?> call in _calls.Values) call.TrySetException(new IOException("the browser is gone"));
    }

    private void Take(JsonNode message)
    {
        if ((string?)message["method"] == "Runtime.exceptionThrown") Faults.Enqueue(message["params"]!.ToJsonString());
        if (message["id"] is not { } id || !_calls.TryRemove((int)id, out TaskCompletionSource<JsonNode?>? call)) return;
        if (message["error"] is { } error) call.SetException(new InvalidOperationException(error.ToJsonString()));
        else call.SetResult(message["result"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _socket.Dispose();
        _process.Dispose();
        _profile.Dispose();
    }

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
