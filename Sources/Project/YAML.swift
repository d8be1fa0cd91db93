import Catalog
import Yams

/// A value of a YAML file and its place. It is taken apart as the reader asks, so aliases within aliases cost nothing.
struct YAML {
    let place: FilePlace
    private let node: Node

    private init(_ node: Node, _ place: FilePlace) {
        self.node = node
        self.place = place
    }

    /// The only document of a file; nil, with a diagnostic, where the text is not YAML or empty.
    init?(_ text: String, file: String, into diagnostics: inout Diagnostics) {
        let top = FilePlace(file: file, line: 1, column: 1, path: "")
        do {
            // Only texts are asked for: what a plain scalar means is decided by the key that it belongs to.
            guard let node = try Yams.compose(yaml: text, .basic) else {
                diagnostics.report(.emptyProject(at: top))
                return nil
            }
            self.init(node, top.moved(to: node.mark))
        } catch let error as YamlError {
            diagnostics.report(Self.diagnostic(of: error, top: top))
            return nil
        } catch {
            diagnostics.report(.notYAML("\(error)", at: top))
            return nil
        }
    }

    private static func diagnostic(of error: YamlError, top: FilePlace) -> Diagnostic {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            .notYAML([context?.text, problem].compactMap { $0 }.joined(separator: ", "), at: top.moved(to: mark))
        case .duplicatedKeysInMapping(let keys, let context):
            .duplicateProjectKey(keys.first ?? "", at: top.moved(to: context.mark))
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            .notYAML(problem, at: top)
        case .no, .memory, .dataCouldNotBeDecoded:
            .notYAML("it cannot be read", at: top)
        }
    }

    var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// As it is spelled, so that a password `0123` or a value `null` stays what it is; nil for lists and mappings.
    var spelling: String? { node.scalar?.string }

    /// Nil for what is not spelled `true` or `false`.
    var bool: Bool? {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return nil }
        return ["true": true, "false": false][scalar.string]
    }

    var elements: [YAML]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.enumerated().map { YAML($1, place.moved(to: $1.mark, path: "\(place.path)[\($0)]")) }
    }

    /// In the order of the file; keys that are no texts are left to ``strayKeys``.
    var members: [(key: Located<String>, value: YAML)]? {
        guard case .mapping(let mapping) = node else { return nil }
        return mapping.compactMap { key, value in
            guard let name = key.scalar?.string else { return nil }
            let step = Shown.step(name)
            let path = place.path.isEmpty && step.hasPrefix(".") ? String(step.dropFirst()) : place.path + step
            return (
                Located(name, place.moved(to: key.mark, path: path)),
                YAML(value, place.moved(to: value.mark, path: path))
            )
        }
    }

    /// The places of keys that are lists or mappings.
    var strayKeys: [FilePlace] {
        guard case .mapping(let mapping) = node else { return [] }
        return mapping.compactMap { key, _ in key.scalar == nil ? place.moved(to: key.mark) : nil }
    }

    /// What a message calls the value. It shows no text, which may be a secret.
    var kind: String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar, .alias: isNull ? "empty" : bool != nil ? "true or false" : "a text"
        }
    }
}

extension FilePlace {
    fileprivate func moved(to mark: Mark?, path: String? = nil) -> FilePlace {
        FilePlace(file: file, line: mark?.line ?? line, column: mark?.column ?? column, path: path ?? self.path)
    }
}
