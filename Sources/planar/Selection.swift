import ArgumentParser
import Catalog
import Dialects
import Project

/// Which of a catalog's streams a command is about.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only these streams: a name or namespace.name, in which * stands for any characters and ? for one; may be repeated.",
            valueName: "pattern"))
    var select: [String] = []

    @Option(help: ArgumentHelp("All but these streams, of those selected; may be repeated.", valueName: "pattern"))
    var exclude: [String] = []

    /// - Throws: an exit code, with a message told, for a pattern that no stream has and for a selection of nothing.
    func families(_ families: [[Script]], isFromProject: Bool) throws -> [[Script]] {
        for (option, patterns) in [("--select", select), ("--exclude", exclude)] {
            for pattern in patterns where !families.contains(where: { $0[0].stream.matches(pattern: pattern) }) {
                let known = families.map { Shown.text("\($0[0].stream)") }.prefix(20).joined(separator: ", ")
                let reason =
                    "the catalog has no such stream" + (isFromProject ? ", or the project leaves it out" : "")
                Console.error("error: \(option) \(pattern): \(reason)\n    hint: it has \(known)")
                throw ExitCode.wrongUsage
            }
        }
        let selected = families.filter { family in
            let stream = family[0].stream
            return (select.isEmpty || select.contains { stream.matches(pattern: $0) })
                && !exclude.contains { stream.matches(pattern: $0) }
        }
        if selected.isEmpty, !families.isEmpty {
            Console.error("error: --exclude leaves none of the selected streams")
            throw ExitCode.wrongUsage
        }
        return selected
    }
}

extension StreamName {
    /// A name with a `*` of its own is meant as well.
    fileprivate func matches(pattern: String) -> Bool {
        matches(pattern) || StreamPattern(pattern).matches(name, in: namespace)
    }
}
