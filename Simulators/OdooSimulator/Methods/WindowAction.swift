import JSON

/// The description of a window that a button opens.
struct WindowAction: Sendable {
    let name: String
    let model: String
    /// The kinds of views, such as `form`.
    var modes = "form"
    var record: Int64?
    var target = "current"
    /// A domain as the server sends it: a text, or a list.
    var domain: JSON = false
    /// A context as the server sends it: a text, or an object.
    var context: JSON = .object(JSONObject())
    /// The external id of the stored action behind it, if there is one.
    var externalID: String?

    /// The action on the wire.
    var json: JSON {
        let modeNames = modes.split(separator: ",").map(String.init)
        let sorted = record == nil ? modeNames : ["form"] + modeNames.filter { $0 != "form" }
        var object = JSONObject()
        object["name"] = .string(name)
        object["type"] = "ir.actions.act_window"
        object["res_model"] = .string(model)
        object["view_mode"] = .string(modes)
        object["views"] = .array(sorted.map { [false, .string($0)] })
        object["target"] = .string(target)
        if domain != false || externalID != nil { object["domain"] = domain }
        object["context"] = context
        if let record { object["res_id"] = .integer(record) } else if externalID != nil { object["res_id"] = 0 }
        if let externalID { object["xml_id"] = .string(externalID) }
        return .object(object)
    }
}

extension VersionProfile {
    /// The views that documents of accounting are shown in.
    var documentModes: String { "\(listMode),kanban,form,activity" }

    /// What this version calls a list of records.
    var listMode: String { is18 ? "list" : "tree" }
}
