public import JSON

/// A change of a published schema that what was written by it, or reads it, does not survive.
public struct SchemaBreak: Sendable, Hashable, CustomStringConvertible {
    /// The object and version, for example `TimeEntry v1`.
    public let schema: String
    /// The field, for example `lines[].hours`; empty for the object as a whole.
    public let path: String
    /// What changed.
    public let change: String

    /// What changed, and what to do.
    public var description: String {
        "\(schema)\(path.isEmpty ? "" : ", \(path)"): \(change); a published version stays as it is: take the change back, or "
            + "raise the object's schemaVersion and let both versions be read"
    }
}

/// Compares a schema with the one that was published under the same name and version.
///
/// Within a version an optional field may be added, words may be put better, and a class may be raised. Anything else
/// breaks a connector, a stored record or a target that was made by the published one.
public struct SchemaCompatibility: Sendable {
    private let schema: String
    private var breaks: [SchemaBreak] = []

    /// What breaks.
    ///
    /// - Parameters:
    ///   - published: The JSON Schema as it was published.
    ///   - current: The JSON Schema as it is now.
    /// - Returns: What breaks, in the order of the published fields; nothing if the change may be made.
    public static func breaks(from published: JSON, to current: JSON) -> [SchemaBreak] {
        let version = published["x-version"]?.integerValue.map { " v\($0)" } ?? ""
        var check = SchemaCompatibility(schema: "\(published["title"]?.stringValue ?? "schema")\(version)")
        check.compareKey(published, current)
        check.compare(published, current, at: "")
        return check.breaks
    }

    private init(schema: String) {
        self.schema = schema
    }

    private mutating func add(_ path: String, _ change: String) {
        breaks.append(SchemaBreak(schema: schema, path: path, change: change))
    }

    private mutating func compareKey(_ published: JSON, _ current: JSON) {
        let parts = [("x-version", "the version"), ("x-key", "the key"), ("dependentRequired", "what needs what")]
        for (name, what) in parts where published[name] != current[name] {
            add("", "\(what) was \(Self.text(published[name])) and is \(Self.text(current[name]))")
        }
    }

    private mutating func compare(_ published: JSON, _ current: JSON, at path: String) {
        compareValues(published, current, at: path)
        compareMeaning(published, current, at: path)
        compareMembers(published, current, at: path)
        if let items = published["items"], let now = current["items"] { compare(items, now, at: "\(path)[]") }
        let alternatives = (published["oneOf"]?.arrayValue ?? [], current["oneOf"]?.arrayValue ?? [])
        if alternatives.0.count != alternatives.1.count {
            return add(path, "it had \(alternatives.0.count) alternatives and has \(alternatives.1.count)")
        }
        for (old, new) in zip(alternatives.0, alternatives.1) { compare(old, new, at: path) }
    }

    /// Compares what values may stand at a place.
    private mutating func compareValues(_ published: JSON, _ current: JSON, at path: String) {
        let names = ["type", "x-type", "format", "pattern", "minimum", "maximum"]
        let changed = names.filter { published[$0] != current[$0] && !Self.isOptionality(published[$0], current[$0]) }
        if let first = changed.first {
            add(path, "its \(first) was \(Self.text(published[first])) and is \(Self.text(current[first]))")
        }
        let words = (Set(published["enum"]?.arrayValue ?? []), Set(current["enum"]?.arrayValue ?? []))
        let gone = words.0.subtracting(words.1).filter { $0 != .null }.map(Self.text).sorted()
        let new = words.1.subtracting(words.0).filter { $0 != .null }.map(Self.text).sorted()
        if !gone.isEmpty { add(path, "it no longer takes \(gone.joined(separator: ", "))") }
        if !new.isEmpty {
            add(path, "it also takes \(new.joined(separator: ", ")), which readers of this version refuse")
        }
    }

    /// Whether a type only began or ceased to allow null, which is told as a change of what is required.
    private static func isOptionality(_ published: JSON?, _ current: JSON?) -> Bool {
        [(published, current), (current, published)].contains { one, other in
            one?.arrayValue.map { $0.count == 2 && $0.first == other && $0.last == "null" } ?? false
        }
    }

    /// Compares what values mean, and how far they travel.
    private mutating func compareMeaning(_ published: JSON, _ current: JSON, at path: String) {
        if published["x-unit"] != current["x-unit"] {
            add(path, "its unit was \(Self.text(published["x-unit"])) and is \(Self.text(current["x-unit"]))")
        }
        let classes = [published, current].map { $0["x-class"]?.stringValue.flatMap(SensitivityClass.init) ?? .c0 }
        if classes[1] < classes[0] {
            add(path, "its class was \(classes[0].rawValue) and is lowered to \(classes[1].rawValue)")
        }
    }

    private mutating func compareMembers(_ published: JSON, _ current: JSON, at path: String) {
        guard let old = published["properties"]?.objectValue, let new = current["properties"]?.objectValue else {
            return
        }
        let required = [published, current].map { Set(($0["required"]?.arrayValue ?? []).compactMap(\.stringValue)) }
        for (name, field) in old {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let now = new[name] else {
                add(place, "it was removed")
                continue
            }
            if required[0].contains(name), !required[1].contains(name) {
                add(place, "it may be left out now, and readers of this version need it")
            } else if required[1].contains(name), !required[0].contains(name) {
                add(place, "it must be there now, and what was written by this version may leave it out")
            }
            compare(field, now, at: place)
        }
        for name in new.keys where old[name] == nil && required[1].contains(name) {
            add(path.isEmpty ? name : "\(path).\(name)", "it is new and must be there; a new field must be optional")
        }
    }

    private static func text(_ value: JSON?) -> String {
        guard let value else { return "none" }
        return value.stringValue ?? value.canonicalText
    }
}
