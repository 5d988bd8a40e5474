internal import CanonicalModel
internal import ConnectorStore
internal import FoundationEssentials
internal import JSON

/// A person's wish to put another value in one place of a JSON value.
public struct ValueEdit: Sendable, Hashable {
    /// Where, for example `equipment.pin` or `lines[0].hours`.
    public let path: String
    /// The new value: a text as it is, anything else as JSON.
    public let text: String

    /// Creates an edit.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Why an edit does not fit.
public struct ValueEditError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what would fit.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension JSON {
    /// Makes edits, each of which must leave the kind of its place as it is.
    ///
    /// A text that reads as an exact decimal, a timestamp or a date stays one. A member that is missing may be added to
    /// an object that is there.
    ///
    /// - Returns: The new value and what changed, leaving out edits that change nothing.
    /// - Throws: ``ValueEditError`` if a place does not exist, or the value is of another kind.
    func edited(_ edits: [ValueEdit]) throws(ValueEditError) -> (value: JSON, changes: [ValueChange]) {
        var value = self
        var changes: [ValueChange] = []
        for edit in edits {
            let steps = try JSONStep.steps(of: edit.path)
            let before = try value.place(at: steps[...], edit.path)
            let after = try before.map { old throws(ValueEditError) in try old.replacement(edit) } ?? edit.newValue
            guard before != after else { continue }
            value = value.replacing(steps[...], with: after)
            changes.append(ValueChange(path: edit.path, before: before, after: after))
        }
        return (value, changes)
    }

    /// What stands at a place; `nil` for a member that its object does not have.
    private func place(at steps: ArraySlice<JSONStep>, _ path: String) throws(ValueEditError) -> JSON? {
        guard let step = steps.first else { return self }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            guard let object = objectValue else {
                throw ValueEditError("\(path): '\(name)' is looked for in a \(kind)")
            }
            if let found = object[name] { return try found.place(at: rest, path) }
            guard rest.isEmpty else {
                throw ValueEditError("\(path): there is no '\(name)'; known are \(object.keys.joined(separator: ", "))")
            }
            return nil
        case .element(let index):
            guard let elements = arrayValue, elements.indices.contains(index) else {
                throw ValueEditError("\(path): there is no element \(index)")
            }
            return try elements[index].place(at: rest, path)
        }
    }

    private func replacing(_ steps: ArraySlice<JSONStep>, with new: JSON) -> JSON {
        guard let step = steps.first else { return new }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            guard var object = objectValue else { return self }
            object[name] = (object[name] ?? .null).replacing(rest, with: new)
            return .object(object)
        case .element(let index):
            guard var elements = arrayValue else { return self }
            elements[index] = elements[index].replacing(rest, with: new)
            return .array(elements)
        }
    }

    /// What an edit puts in the place of this value.
    private func replacement(_ edit: ValueEdit) throws(ValueEditError) -> JSON {
        guard case .string(let old) = self else {
            guard let new = try? JSON(parsing: edit.text) else {
                throw ValueEditError("\(edit.path): '\(edit.text)' is no JSON; a \(kind) stands there")
            }
            guard self == .null || new.kind == kind else {
                throw ValueEditError("\(edit.path): a \(kind) stands there, found a \(new.kind)")
            }
            return new
        }
        guard let expected = old.form.first(where: { !$0.reads(edit.text) }) else { return .string(edit.text) }
        throw ValueEditError("\(edit.path): \(expected.name) stands there, and '\(edit.text)' is none")
    }
}

extension ValueEdit {
    /// The value where nothing stood: JSON if it reads as JSON, else a text.
    fileprivate var newValue: JSON { (try? JSON(parsing: text)) ?? .string(text) }
}

/// A step into a JSON value.
private enum JSONStep {
    case member(String)
    case element(Int)

    /// The steps of `a.b[0].c`.
    static func steps(of path: String) throws(ValueEditError) -> [JSONStep] {
        var steps: [JSONStep] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            var pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            let name = pieces.removeFirst()
            if !name.isEmpty { steps.append(.member(String(name))) }
            for piece in pieces {
                guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else {
                    throw ValueEditError("'\(path)' is no place; write for example lines[0].hours")
                }
                steps.append(.element(index))
            }
            guard !name.isEmpty || !pieces.isEmpty else {
                throw ValueEditError("'\(path)' is no place; write for example equipment.pin")
            }
        }
        return steps
    }
}

/// What a text stands for.
private struct TextForm: Sendable {
    let name: String
    let reads: @Sendable (String) -> Bool

    static let all = [
        TextForm(name: "an exact decimal") { Decimal(plain: $0) != nil },
        TextForm(name: "a timestamp") { Instant($0) != nil },
        TextForm(name: "a date") { CalendarDate($0) != nil },
    ]
}

extension String {
    fileprivate var form: [TextForm] { TextForm.all.filter { $0.reads(self) } }
}
