/// Finds the properties of nested objects below a schema node, as Airbyte's normalization does.
///
/// The first that applies to a node:
/// 1. it has `items`: the search goes on there, and only there;
/// 2. it has `properties`: found;
/// 3. it is of a scalar type: found, without properties;
/// 4. otherwise the value of *every* key and every element of a list is searched, so `additionalProperties:
///    {"type": "string"}` is a find without properties.
///
/// A find is known by the keys that led to it, list positions left out: of two elements of one `anyOf` the last
/// counts. Scalars, null and anything odd add nothing.
struct NestedSearch {
    struct Find {
        enum Content {
            case properties([JSON.Member])
            case scalar
            /// `properties` is there but no object.
            case malformed(JSON)
        }

        var content: Content
        /// The first keyword on the way, apart from `items` and combinations, such as `additionalProperties`.
        let keyword: String?
        /// Whether an earlier find with properties of its own gave way to this one.
        var replaced = false

        var properties: [JSON.Member] {
            if case .properties(let members) = content { members } else { [] }
        }
    }

    private struct Step: Hashable {
        let label: Int
        let key: ExactString
    }

    private(set) var finds: [Find] = []
    private var labels: [Step: Int] = [:]
    private var positions: [Int: Int] = [:]

    /// - Parameter definition: a property's definition, or the `items` of an array.
    init(_ definition: JSON) {
        search(definition, label: 0, keyword: nil)
    }

    /// The first find with properties, else the first.
    var best: Find? {
        finds.first { !$0.properties.isEmpty } ?? finds.first
    }

    private mutating func search(_ json: JSON, label: Int, keyword: String?) {
        switch json.value {
        case .array(let elements):
            for element in elements { search(element, label: label, keyword: keyword) }
        case .object(let members):
            let node = SchemaNode(members)
            if let items = node.items {
                search(items, label: label, keyword: keyword)
            } else if let properties = node.properties {
                found(properties.members.map(Find.Content.properties) ?? .malformed(properties), label, keyword)
            } else if node.isScalar {
                found(.scalar, label, keyword)
            } else {
                for member in members where member.value.mayHoldNode {
                    search(member.value, label: next(label, member.key), keyword: keyword ?? member.displacing)
                }
            }
        default:
            break
        }
    }

    private mutating func found(_ content: Find.Content, _ label: Int, _ keyword: String?) {
        if let position = positions[label] {
            if !finds[position].properties.isEmpty { finds[position].replaced = true }
            finds[position].content = content
        } else {
            positions[label] = finds.count
            finds.append(Find(content: content, keyword: keyword))
        }
    }

    private mutating func next(_ label: Int, _ key: String) -> Int {
        let step = Step(label: label, key: ExactString(key))
        if let known = labels[step] { return known }
        labels[step] = labels.count + 1
        return labels.count
    }
}

extension SchemaNode {
    /// Whether the node says outright that it is of a scalar type.
    fileprivate var isScalar: Bool {
        (type != nil || wellKnown != nil) && isSimple
    }
}

extension JSON {
    /// Whether a schema node can lie within; `["null", "object"]` and `required` are the lists that hold none.
    fileprivate var mayHoldNode: Bool {
        switch value {
        case .object: true
        case .array(let elements): elements.contains { $0.members != nil || $0.elements != nil }
        default: false
        }
    }
}

extension JSON.Member {
    /// The key, where values that it describes lie elsewhere than those of the node around it.
    fileprivate var displacing: String? {
        switch ExactString(key) {
        case "anyOf", "oneOf", "allOf", "if", "then", "else": nil
        default: key
        }
    }
}
