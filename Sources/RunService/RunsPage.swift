import FoundationEssentials

/// The last runs for a browser: one page without a script.
enum RunsPage {
    static func html(_ runs: [RunQueue.Run], connections: Int, waiting: Int, now: Double) -> String {
        let rows = runs.map { run in
            """
            <tr class="\(run.state.rawValue)"><td class="n">\(run.id)</td><td>\(escaped(run.connection))</td><td>\(escaped(run.target))</td>\
            <td>\(run.state.rawValue)</td><td>\(time(run.queuedAt))</td><td>\(run.startedAt.map(time) ?? "")</td>\
            <td class="n">\(duration(run, now: now))</td><td class="n">\(run.attempts)</td><td class="n">\(run.notifications)</td></tr>
            \(message(run).map { "<tr class=\"message\"><td></td><td colspan=\"8\">\($0)</td></tr>" } ?? "")
            """
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="15">
            <title>Planar: runs</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
            h1 { font-size: 1.3rem; margin: 0; }
            div { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
            th, td { text-align: left; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid #8884; vertical-align: top; white-space: nowrap; }
            .n { text-align: right; }
            .message td { white-space: pre-wrap; overflow-wrap: anywhere; }
            tr:has(+ .message) td { border-bottom: 0; padding-bottom: 0; }
            .failure td:nth-child(4) { color: light-dark(#b00020, #ff8a8a); font-weight: 600; }
            .success td:nth-child(4) { color: light-dark(#1b6e35, #7fd69a); }
            </style>
            </head>
            <body>
            <h1>Runs</h1>
            <p>\(connections) connection\(connections == 1 ? "" : "s"), \(waiting) waiting. Times are UTC. The same as JSON: <code>curl -H 'Accept: application/json' …/runs</code></p>
            <div>
            <table>
            <thead><tr><th class="n" scope="col">run</th><th scope="col">connection</th><th scope="col">target</th><th scope="col">state</th>\
            <th scope="col">asked for</th><th scope="col">began</th><th class="n" scope="col">took</th><th class="n" scope="col">attempts</th>\
            <th class="n" scope="col">notifications</th></tr></thead>
            <tbody>
            \(rows.isEmpty ? "<tr><td colspan=\"9\">No run yet: Airbyte's next notification makes one.</td></tr>" : rows.joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            </body>
            </html>

            """
    }

    /// What went wrong, and when it is tried again.
    private static func message(_ run: RunQueue.Run) -> String? {
        guard let message = run.message else { return nil }
        let next = run.state == .waiting ? "tried again at \(time(run.dueAt))\n" : ""
        return next + escaped(message)
    }

    private static func time(_ seconds: Double) -> String {
        let text = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        return "<time datetime=\"\(text)\">\(text.dropLast().replacing("T", with: " "))</time>"
    }

    private static func duration(_ run: RunQueue.Run, now: Double) -> String {
        guard let start = run.startedAt else { return "" }
        let end = run.state == .running ? now : run.endedAt
        return end.map { "\(Int(($0 - start).rounded())) s" } ?? ""
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
