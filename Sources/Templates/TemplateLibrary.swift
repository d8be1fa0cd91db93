import Dialects

/// The templates of one dialect: its own where it has one, else the shared one.
package struct TemplateLibrary: Sendable {
    private let templates: [String: Template]
    /// Whether some are the user's own.
    package let hasOverrides: Bool

    /// - Parameter overrides: texts by path (`shared/create.sql`, `postgres/build.sql`) that take the built-in ones' place.
    package init(dialect: String, overrides: [String: String] = [:]) throws(TemplateError) {
        let texts = embeddedTemplates.merging(overrides) { $1 }
        for path in overrides.keys.sorted() where embeddedTemplates[path] == nil {
            throw TemplateError(path: path, line: 1, reason: "no built-in template has this path; \(Self.known)")
        }
        var templates: [String: Template] = [:]
        for folder in ["shared/", "\(dialect)/"] {
            for (path, text) in texts where path.hasPrefix(folder) {
                templates[String(path.dropFirst(folder.count))] = try Template(text, path: path)
            }
        }
        self.templates = templates
        hasOverrides = !overrides.isEmpty
    }

    /// - Parameter name: the path below the dialect's folder, `history/stage.sql`.
    package func render(
        _ name: String, _ values: [String: SlotValue], offered: @autoclosure () -> [String: SlotValue] = [:]
    ) throws(TemplateError) -> SQL { try template(name).render(values, offered: offered()) }

    package func render(
        _ name: String, _ values: [String: SlotValue], offering offered: (String) -> SlotValue?
    ) throws(TemplateError) -> SQL { try template(name).render(values, offering: offered) }

    private func template(_ name: String) throws(TemplateError) -> Template {
        if let template = templates[name] { return template }
        throw TemplateError(path: name, line: 1, reason: "no such template; \(Self.known)")
    }

    private static var known: String { "there are \(embeddedTemplates.keys.sorted().joined(separator: ", "))" }
}
