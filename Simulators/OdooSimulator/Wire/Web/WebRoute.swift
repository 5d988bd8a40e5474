/// The addresses that take JSON-RPC envelopes beside `/jsonrpc`.
enum WebRoute: String, CaseIterable, Sendable {
    case version = "/web/webclient/version_info"
    case databases = "/web/database/list"
    case languages = "/web/session/get_lang_list"
    case logIn = "/web/session/authenticate"
    case sessionInfo = "/web/session/get_session_info"
    case check = "/web/session/check"
    case modules = "/web/session/modules"
    case destroy = "/web/session/destroy"
    case callMethod = "/web/dataset/call_kw"
    case callButton = "/web/dataset/call_button"
    case resequence = "/web/dataset/resequence"

    /// The address of a path, to which the web client adds model and method of a call.
    init?(_ path: String) {
        guard
            let route = Self(rawValue: path)
                ?? Self.allCases.first(where: { $0.isDataset && path.hasPrefix($0.rawValue + "/") })
        else { return nil }
        self = route
    }

    /// Whether a method of a model is called.
    var isDataset: Bool { self == .callMethod || self == .callButton }

    /// Whether nobody is answered who is not logged in.
    var needsUser: Bool {
        switch self {
        case .version, .databases, .languages, .logIn: false
        case .sessionInfo, .check, .modules, .destroy, .callMethod, .callButton, .resequence: true
        }
    }
}
