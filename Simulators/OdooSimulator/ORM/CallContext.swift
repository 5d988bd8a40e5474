import JSON

/// The `context` of a call (reference: odoo.md, "Context").
struct CallContext: Sendable {
    /// The members as the caller gave them.
    private(set) var values = JSONObject()

    /// Creates an empty context.
    init() {}

    /// Reads the keyword argument `context`.
    ///
    /// - Parameters:
    ///   - json: The argument; `nil` and `null` are an empty context.
    ///   - profile: The version, which decides about unknown languages.
    /// - Throws: ValueError if it is no object, UserError if version 18 does not know the language.
    init(_ json: JSON?, profile: VersionProfile) throws(OdooError) {
        guard let json, PythonText.isTruthy(json) else { return }
        guard let object = json.objectValue else {
            throw .python(
                "ValueError",
                "dictionary update sequence element #0 has length 1; 2 is required"
            )
        }
        values = object
        if profile.is18, let language = object["lang"], PythonText.isTruthy(language),
            !Self.isInstalled(PythonText.str(language))
        {
            throw .user("Invalid language code: \(PythonText.str(language))")
        }
    }

    /// The installed language of the call; `nil` stands for the source language en_US.
    var translation: String? {
        guard let language = values["lang"]?.stringValue, language != "en_US", Self.isInstalled(language) else {
            return nil
        }
        return language
    }

    /// The installed language of the call.
    var language: String { translation ?? "en_US" }

    /// The time zone of the call, if there is one.
    var timeZone: String? { values["tz"]?.stringValue }

    /// Whether archived records are left out.
    var hidesArchived: Bool {
        values["active_test"].map(PythonText.isTruthy) ?? true
    }

    /// Whether a member counts as true.
    func isSet(_ name: String) -> Bool {
        values[name].map(PythonText.isTruthy) ?? false
    }

    /// The companies that the caller works in, the current one first; `nil` if the context does not say.
    var companies: [Int64]? {
        guard let list = values["allowed_company_ids"]?.arrayValue, !list.isEmpty else { return nil }
        return list.compactMap(\.integerValue)
    }

    /// The value that the context gives to `field` of new records.
    func defaultValue(of field: String) -> JSON? {
        values["default_" + field]
    }

    /// The same context with one member changed.
    func setting(_ key: String, to value: JSON?) -> CallContext {
        var copy = self
        copy.values[key] = value
        return copy
    }

    private static func isInstalled(_ language: String) -> Bool {
        Catalogue.languages.contains { $0.0 == language }
    }
}
