import JSON
import SimulatorKit

extension OdooServer {
    /// Answers a call at `/xmlrpc/2/SERVICE` or at the old `/xmlrpc/SERVICE`.
    mutating func answerXMLRPC(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse {
        var service = request.path.dropFirst("/xmlrpc/".count)
        let isOld = !service.hasPrefix("2/")
        if !isOld { service = service.dropFirst(2) }
        guard !service.isEmpty, !service.contains("/") else { return WebPages.notFound }
        guard request.method == "POST" else { return WebPages.methodNotAllowed }
        do throws(OdooError) {
            let call = try XMLRPCCall(request.body, profile: profile)
            let result = try self.call(String(service), call.method, call.arguments, at: now)
            // What is refused from here on has happened all the same.
            try Self.checkKeys(of: result, call)
            return try XMLRPCAnswer.success(result)
        } catch {
            return isOld ? XMLRPCAnswer.fault(.string(error.oldFaultCode), error.oldFaultText) : error.fault
        }
    }

    /// Refuses results whose keys are integers on the server: JSON makes texts of them, XML-RPC cannot.
    private static func checkKeys(of result: JSON?, _ call: XMLRPCCall) throws(OdooError) {
        let method = ["execute", "execute_kw"].contains(call.method) ? call.arguments.dropFirst(4).first : nil
        guard method == "get_external_id", result?.objectValue?.isEmpty == false else { return }
        throw .python("TypeError", "dictionary key must be string")
    }
}

extension OdooError {
    /// The exception as a fault with a number.
    fileprivate var fault: SimulatedResponse {
        switch name {
        case "odoo.exceptions.AccessDenied": XMLRPCAnswer.fault(3, message)
        case "odoo.exceptions.AccessError": XMLRPCAnswer.fault(4, message)
        case _ where isForUsers: XMLRPCAnswer.fault(2, readableText)
        default: XMLRPCAnswer.fault(1, traceback)
        }
    }

    /// The code of the old address, which is a text.
    fileprivate var oldFaultCode: String {
        switch name {
        case "odoo.exceptions.AccessDenied": "AccessDenied"
        case "odoo.exceptions.AccessError": "warning -- AccessError\n\n\(message)"
        case "odoo.exceptions.MissingError": "warning -- MissingError\n\n\(message)"
        case "odoo.exceptions.RedirectWarning": "warning -- Warning\n\n\(readableText)"
        case _ where isForUsers: "warning -- UserError\n\n\(message)"
        default: message
        }
    }

    fileprivate var oldFaultText: String {
        guard isForUsers else { return traceback }
        return name == "odoo.exceptions.AccessDenied" ? message : ""
    }

    /// What the exception says to a user: a warning with a button carries more than its text.
    private var readableText: String {
        name == "odoo.exceptions.RedirectWarning" ? arguments.first.map(PythonText.str) ?? message : message
    }
}
