import JSON

/// A method of models that can be called from outside.
struct ModelMethod: Sendable {
    /// What a call is made with.
    struct Call: Sendable {
        let model: ModelDefinition
        /// The records; none for a method of the model itself.
        let ids: [Int64]
        let arguments: Arguments
    }

    /// What the first positional argument is.
    enum Kind: Sendable {
        /// The first parameter.
        case model
        /// The ids of records.
        case records
        /// The values of new records.
        case create
    }

    /// Does the work; `nil` is Python's None, which has no `result` on the wire.
    typealias Body = @Sendable (inout Environment, Call) throws(OdooError) -> JSON?

    let kind: Kind
    let parameters: [Parameter]
    let body: Body

    /// A method of the model itself.
    static func ofModel(_ parameters: Parameter..., body: @escaping Body) -> ModelMethod {
        ModelMethod(kind: .model, parameters: parameters, body: body)
    }

    /// A method of records.
    static func ofRecords(_ parameters: Parameter..., body: @escaping Body) -> ModelMethod {
        ModelMethod(kind: .records, parameters: parameters, body: body)
    }
}

extension ModelMethod {
    /// Finds a method by name (reference: odoo.md, error table).
    ///
    /// - Throws: AccessError for a private method, AttributeError for one that is not there.
    static func find(
        _ name: String,
        _ model: ModelDefinition,
        _ profile: VersionProfile
    ) throws(OdooError) -> ModelMethod {
        let closed = profile.is19 ? privateIn18.union(privateIn19) : profile.is18 ? privateIn18 : []
        let isPrivate = name.hasPrefix("_") || name == "init" || closed.contains(name)
        guard !isPrivate else {
            let shown = profile.is18 ? "'\(model.name).\(name)'" : name
            throw .access("Private methods (such as \(shown)) cannot be called remotely.")
        }
        if name == "has_group", model.name == "res.users", !profile.is18 { return hasGroupIn17 }
        if profile.is19, let method = later[name] { return method }
        let isOfOtherVersion = (profile.is19 ? until18 : since19)[model.name]?.contains(name) == true
        if !isOfOtherVersion, let method = special[model.name]?[name] { return method }
        if model.isArchivable, let method = archiving[name] { return method }
        let isAbsent = (profile.is18 ? until17 : since18).contains(name)
        if !isAbsent, let method = common[name] { return method }
        throw .python(
            "AttributeError",
            profile.is18
                ? "The method '\(model.name).\(name)' does not exist"
                : "The method '\(name)' does not exist on the model '\(model.name)'"
        )
    }

    /// The methods of all versions: those of every model by name, those of one model as `model.method`.
    static var allNames: [String] {
        let shared = Set(common.keys).union(archiving.keys).union(later.keys)
        let own = special.flatMap { model, methods in methods.keys.map { "\(model).\($0)" } }
        return (shared + own).sorted()
    }

    /// Calls the method.
    ///
    /// - Parameters:
    ///   - environment: The environment.
    ///   - model: The model.
    ///   - name: The name of the method, for errors.
    ///   - positional: The arguments in a row.
    ///   - keywords: The arguments by name, without the context.
    /// - Returns: The result; `nil` for None.
    /// - Throws: TypeError or IndexError for wrong arguments, or what the method throws.
    func call(
        _ environment: inout Environment,
        _ model: ModelDefinition,
        _ name: String,
        _ positional: [JSON],
        _ keywords: JSONObject
    ) throws(OdooError) -> JSON? {
        var rest = positional[...]
        var ids: [Int64] = []
        if kind != .model {
            guard let first = rest.first else { throw .python("IndexError", "tuple index out of range") }
            if kind == .records {
                ids = Self.ids(first)
                rest.removeFirst()
            }
        }
        let arguments = try Arguments(positional: rest, keywords: keywords, parameters, method: name)
        return try body(&environment, Call(model: model, ids: ids, arguments: arguments))
    }

    /// The ids in the first argument: a list or a single one; texts are no ids.
    private static func ids(_ json: JSON) -> [Int64] {
        if let id = json.integerValue { return id == 0 ? [] : [id] }
        return json.arrayValue?.compactMap(\.integerValue) ?? []
    }

    private static let privateIn18: Set<String> = [
        "mapped", "filtered", "sorted", "sudo", "with_context", "with_company", "with_env", "with_user",
    ]

    private static let privateIn19: Set<String> = [
        "browse", "check_access", "concat", "ensure_one", "exists", "fetch", "filtered_domain", "flush_model",
        "flush_recordset", "grouped", "invalidate_model", "invalidate_recordset", "lock_for_update", "modified", "new",
        "search_fetch", "try_lock_for_update", "union", "update", "with_prefetch",
    ]

    private static let until18: [String: Set<String>] = ["purchase.order": ["button_done"]]

    private static let since19: [String: Set<String>] = ["purchase.order": ["button_lock", "action_acknowledge"]]

    private static let until17: Set<String> = ["name_get"]

    private static let since18: Set<String> = ["has_access", "check_access"]
}
