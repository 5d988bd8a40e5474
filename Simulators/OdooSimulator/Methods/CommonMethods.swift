import JSON

extension ModelMethod {
    /// The methods that every model has.
    static let common: [String: ModelMethod] = changing.merging(searching) { $1 }.merging(describing) { $1 }
        .merging(web) { $1 }
        .merging(exporting) { $1 }
        .merging(following) { $1 }

    private static let changing: [String: ModelMethod] = [
        "create": ModelMethod(kind: .create, parameters: [.required("vals_list")]) {
            environment,
            call throws(OdooError) in
            let values = call.arguments["vals_list"] ?? .null
            if let object = values.objectValue {
                return try environment.create(call.model, [object]).first.map { .integer($0) }
            }
            let list = try objects(values)
            return .array(try environment.create(call.model, list).map { .integer($0) })
        },
        "write": .ofRecords(.required("vals")) { environment, call throws(OdooError) in
            try environment.write(call.model, call.ids, try call.arguments.object("vals"))
            return true
        },
        "unlink": .ofRecords { environment, call throws(OdooError) in
            try environment.unlink(call.model, call.ids)
            return true
        },
        "copy": .ofRecords(.optional("default")) { environment, call throws(OdooError) in
            let copies = try environment.copy(call.model, call.ids, try call.arguments.object("default"))
            if environment.profile.is18 { return .array(copies.map { .integer($0) }) }
            return copies.first.map { .integer($0) } ?? false
        },
        "load": .ofModel(.required("fields"), .required("data")) { environment, call throws(OdooError) in
            let columns = try call.arguments.names("fields") ?? []
            let rows = call.arguments["data"].map(rows(of:)) ?? []
            return try ImportRun.load(&environment, call.model, columns, rows)
        },
        "name_create": .ofModel(.required("name")) { environment, call throws(OdooError) in
            try environment.nameCreate(call.model, call.arguments.text("name") ?? "")
        },
    ]

    private static let searching: [String: ModelMethod] = [
        "read": .ofRecords(.optional("fields"), .optional("load")) { environment, call throws(OdooError) in
            try environment.read(
                call.model,
                call.ids,
                try call.arguments.names("fields"),
                showsNames: showsNames(call.arguments)
            )
        },
        "search": .ofModel(.required("domain"), .optional("offset"), .optional("limit"), .optional("order")) {
            environment,
            call throws(OdooError) in
            .array(try found(environment, call).map { .integer($0) })
        },
        "search_read": .ofModel(
            .optional("domain"),
            .optional("fields"),
            .optional("offset"),
            .optional("limit"),
            .optional("order"),
            .optional("load")
        ) { environment, call throws(OdooError) in
            let names = try call.arguments.names("fields")
            try environment.checkGroups(.read, try environment.fields(names, call.model), call.model)
            let ids = try found(environment, call)
            return try environment.read(call.model, ids, names, showsNames: showsNames(call.arguments))
        },
        "search_fetch": .ofModel(
            .required("domain"),
            .required("field_names"),
            .optional("offset"),
            .optional("limit"),
            .optional("order")
        ) { environment, call throws(OdooError) in
            let fields = try environment.fields(try call.arguments.names("field_names"), call.model)
            try environment.checkGroups(.read, fields, call.model)
            return .array(try found(environment, call).map { .integer($0) })
        },
        "search_count": .ofModel(.required("domain"), .optional("limit")) { environment, call throws(OdooError) in
            guard call.arguments["domain"] != .null else { throw Domain.notAList }
            try environment.checkAccess(.read, call.model)
            let count = try environment.find(call.model, call.arguments["domain"]).count
            guard let limit = try call.arguments.number("limit"), limit > 0 else { return .integer(Int64(count)) }
            return .integer(Int64(min(count, limit)))
        },
        "name_search": .ofModel(.optional("name"), .optional("args"), .optional("operator"), .optional("limit")) {
            environment,
            call throws(OdooError) in
            let isLimited = call.arguments["limit"] != nil
            return try environment.nameSearch(
                call.model,
                call.arguments.text("name") ?? "",
                call.arguments["args"],
                call.arguments.text("operator") ?? "ilike",
                limit: isLimited ? try call.arguments.number("limit") : 100
            )
        },
        "read_group": .ofModel(
            .required("domain"),
            .required("fields"),
            .required("groupby"),
            .optional("offset"),
            .optional("limit"),
            .optional("orderby"),
            .optional("lazy")
        ) { environment, call throws(OdooError) in
            try ReadGroup(environment, call).rows(
                offset: try call.arguments.number("offset") ?? 0,
                limit: try call.arguments.number("limit"),
                order: call.arguments.text("orderby")
            )
        },
        "exists": .ofRecords { environment, call throws(OdooError) in
            .array(call.ids.filter { environment.exists(call.model.name, $0) }.map { .integer($0) })
        },
    ]

    private static let describing: [String: ModelMethod] = [
        "fields_get": .ofModel(.optional("allfields"), .optional("attributes")) { environment, call throws(OdooError) in
            environment.describe(
                call.model,
                try call.arguments.names("allfields"),
                try call.arguments.names("attributes")
            )
        },
        "default_get": .ofModel(.required("fields_list")) { environment, call throws(OdooError) in
            environment.defaults(call.model, try call.arguments.names("fields_list") ?? [])
        },
        "get_field_translations": .ofRecords(.required("field_name"), .optional("langs")) {
            environment,
            call throws(OdooError) in
            try environment.translations(call.model, call.ids, call.arguments.text("field_name") ?? "")
        },
        "update_field_translations": .ofRecords(.required("field_name"), .required("translations")) {
            environment,
            call throws(OdooError) in
            let texts = try call.arguments.object("translations")
            return try environment.translate(call.model, call.ids, call.arguments.text("field_name") ?? "", texts)
        },
        "name_get": .ofRecords { environment, call throws(OdooError) in
            .array(call.ids.map { environment.pair(call.model.name, $0) })
        },
        "get_external_id": .ofRecords { environment, call throws(OdooError) in
            environment.externalIDs(call.model, call.ids)
        },
        "check_access_rights": .ofModel(.required("operation"), .optional("raise_exception")) {
            environment,
            call throws(OdooError) in
            let operation = try operation(call.arguments)
            if call.arguments.truth("raise_exception", default: true) {
                try environment.checkAccess(operation, call.model)
                if environment.profile.is18 { return nil }
            }
            return .bool(environment.hasAccess(operation, call.model))
        },
        "has_access": .ofRecords(.required("operation")) { environment, call throws(OdooError) in
            let operation = try operation(call.arguments)
            let isVisible = call.ids.allSatisfy { environment.isVisible(call.model, $0, for: operation) }
            return .bool(environment.hasAccess(operation, call.model) && isVisible)
        },
        "check_access": .ofRecords(.required("operation")) { environment, call throws(OdooError) in
            let operation = try operation(call.arguments)
            try environment.checkAccess(operation, call.model)
            try environment.checkRules(operation, call.model, call.ids)
            return nil
        },
    ]

    /// The values of several new records.
    private static func objects(_ values: JSON) throws(OdooError) -> [JSONObject] {
        let letters = values.stringValue.map { $0.map { JSON.string(String($0)) } }
        guard let elements = values.arrayValue ?? letters else {
            throw .python("TypeError", "'\(PythonText.typeName(of: values))' object is not iterable")
        }
        var objects: [JSONObject] = []
        for element in elements {
            guard let object = element.objectValue else {
                let type = PythonText.typeName(of: element)
                throw .python("AttributeError", "'\(type)' object has no attribute 'get'")
            }
            objects.append(object)
        }
        return objects
    }

    /// The rows of `load`; the letters of a text are cells.
    private static func rows(of data: JSON) -> [[JSON]] {
        let rows = data.arrayValue ?? data.stringValue?.map { .string(String($0)) } ?? []
        return rows.map { $0.arrayValue ?? $0.stringValue?.map { .string(String($0)) } ?? [] }
    }

    private static func showsNames(_ arguments: Arguments) -> Bool {
        arguments["load"].map { $0 == "_classic_read" } ?? true
    }

    static func found(_ environment: Environment, _ call: Call) throws(OdooError) -> [Int64] {
        try environment.search(
            call.model,
            call.arguments["domain"],
            offset: try call.arguments.number("offset") ?? 0,
            limit: try call.arguments.number("limit"),
            order: call.arguments.text("order")
        )
    }

    static func operation(_ arguments: Arguments) throws(OdooError) -> Operation {
        let name = arguments.text("operation") ?? ""
        guard let operation = Operation(rawValue: name) else {
            throw .python("AssertionError", "Invalid access mode")
        }
        return operation
    }
}
