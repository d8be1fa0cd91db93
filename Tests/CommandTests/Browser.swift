import Foundation
import Testing

/// Chromium without a window, as Debian packages it.
enum Browser {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The document that a page has become once its program has run.
    ///
    /// - Parameters:
    ///   - address: a file of the folder and what follows: `docs.html#orders`.
    ///   - waits: for what has to be waited for, by a clock that skips ahead; else the clock is the real one.
    static func document(_ address: String, in folder: TemporaryFolder, isDark: Bool = false, waits: Bool = true)
        async throws -> String
    {
        let profile = try TemporaryFolder()
        let outcome = try await Planar.system(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
                "--user-data-dir=\(profile.url.path)", "--window-size=1400,1000",
                // 0 is dark.
                "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--dump-dom",
            ] + (waits ? ["--virtual-time-budget=20000"] : []) + [
                "file://\(folder.url.path)/\(address)"
            ], in: folder, limit: .seconds(120))
        guard outcome.status == 0 else { throw Failure(description: "\(outcome)") }
        return outcome.output
    }

    /// Uses a page that is shown in a frame, as somebody would, and says what came of it.
    ///
    /// - Parameters:
    ///   - width: of the frame, in pixels.
    ///   - steps: the body of an asynchronous function that returns a value for JSON. It knows the frame's `page` and
    ///     `html`, `all(selector)`, `press(key)`, `type(text)` and `pause()`.
    static func use<Value: Decodable>(
        _ address: String, in folder: TemporaryFolder, width: Int = 1280, isDark: Bool = false, waits: Bool = true,
        _ steps: String
    ) async throws -> Value {
        let name = "use-\(UUID().uuidString).html"
        try folder.write(
            """
            <!doctype html><meta name="color-scheme" content="light dark">
            <iframe id="frame" style="border: 0; width: \(width)px; height: 900px" src="\(address)"></iframe>
            <script>
            const frame = document.getElementById("frame");
            frame.addEventListener("load", async () => {
                const page = frame.contentWindow, html = page.document;
                const all = selector => [...html.querySelectorAll(selector)];
                const pause = () => new Promise(resolve => setTimeout(resolve, 300));
                const press = key => html.activeElement.dispatchEvent(
                    new page.KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
                const type = text => {
                    html.activeElement.value = text;
                    html.activeElement.dispatchEvent(new page.Event("input", {bubbles: true}));
                };
                let result;
                try { result = await (async () => { \(steps) })(); } catch (error) { result = String(error.stack); }
                document.body.replaceChildren(JSON.stringify(result));
            });
            </script>
            """, to: name)
        let document = try await document(name, in: folder, isDark: isDark, waits: waits)
        guard let start = document.range(of: "<body>"), let end = document.range(of: "</body>") else {
            throw Failure(description: document)
        }
        let json = document[start.upperBound..<end.lowerBound].replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&nbsp;", with: "\u{A0}").replacing("&amp;", with: "&")
        do {
            return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
        } catch {
            throw Failure(description: "\(error): \(json.prefix(2000))")
        }
    }
}
