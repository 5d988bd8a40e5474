import JSON

/// The arguments of a call, bound to the parameters of its method as Python binds them.
struct Arguments: Sendable {
    private var values: [String: JSON] = [:]

    /// Binds positional and keyword arguments.
    ///
    /// - Parameters:
    ///   - positional: The arguments in a row.
    ///   - keywords: The arguments by name, without the context.
    ///   - parameters: The parameters of the method.
    ///   - method: The name of the method, for errors.
    /// - Throws: TypeError for too many, unknown, repeated or missing arguments.
    init(
        positional: ArraySlice<JSON>,
        keywords: JSONObject,
        _ parameters: [Parameter],
        method: String
    ) throws(OdooError) {
        guard positional.count <= parameters.count else {
            throw .python(
                "TypeError",
                "\(method)() takes \(parameters.count + 1) positional arguments but \(positional.count + 1) were given"
            )
        }
        for (parameter, value) in zip(parameters, positional) { values[parameter.name] = value }
        for (name, value) in keywords {
            guard parameters.contains(where: { $0.name == name }) else {
                throw .python("TypeError", "\(method)() got an unexpected keyword argument '\(name)'")
            }
            guard values[name] == nil else {
                throw .python("TypeError", "\(method)() got multiple values for argument '\(name)'")
            }
            values[name] = value
        }
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            throw .python("TypeError", "\(method)() missing 1 required positional argument: '\(parameter.name)'")
        }
    }

    /// The argument as it is; `nil` if it was not given.
    subscript(name: String) -> JSON? { values[name] }

    /// The text of an argument; `nil` if it was not given or is empty.
    func text(_ name: String) -> String? {
        guard let value = values[name], PythonText.isTruthy(value) else { return nil }
        return PythonText.str(value)
    }

    /// The names in a list argument; `nil` if it was not given or is null or false.
    func names(_ name: String) throws(OdooError) -> [String]? {
        guard let value = values[name], value != .null, value != .bool(false) else { return nil }
        if case .string(let text) = value { return text.map(String.init) }
        guard let elements = value.arrayValue else {
            throw .python("TypeError", "'\(PythonText.typeName(of: value))' object is not iterable")
        }
        return elements.map(PythonText.str)
    }

    /// The whole number of an argument; `nil` if it was not given or is null or false.
    func number(_ name: String) throws(OdooError) -> Int? {
        guard let value = values[name], value != .null, value != .bool(false) else { return nil }
        if case .string(let text) = value, let number = Int(text) { return number }
        if case .real(let number) = value, let number = Int(exactly: number) { return number }
        guard case .integer(let number) = value, let number = Int(exactly: number) else {
            throw .python("TypeError", "'\(value.kind)' object cannot be interpreted as an integer")
        }
        return number
    }

    /// Whether an argument counts as true; `fallback` if it was not given.
    func truth(_ name: String, default fallback: Bool) -> Bool {
        values[name].map(PythonText.isTruthy) ?? fallback
    }

    /// The members of an object argument; empty if it was not given, null or false.
    ///
    /// - Throws: ValueError for anything else.
    func object(_ name: String) throws(OdooError) -> JSONObject {
        guard let value = values[name], PythonText.isTruthy(value) else { return JSONObject() }
        guard let object = value.objectValue else {
            throw .python("ValueError", "dictionary update sequence element #0 has length 1; 2 is required")
        }
        return object
    }
}

/// A parameter of a method.
struct Parameter: Sendable {
    let name: String
    let isRequired: Bool

    /// A parameter without a default.
    static func required(_ name: String) -> Parameter { Parameter(name: name, isRequired: true) }

    /// A parameter with a default.
    static func optional(_ name: String) -> Parameter { Parameter(name: name, isRequired: false) }
}
