import ConnectorKit
import JSON

/// Odoo's XML-RPC at `/xmlrpc/2/<service>` (domain.md §8).
///
/// Every error of Odoo comes with HTTP status 200 as a fault: 2 the rules of Odoo, 3 the credentials, 4 the rights, and 1
/// everything else as a traceback, whose last exception names the class.
struct XMLRPCWire: ServiceWire {
    let form = WireForm.xmlrpc
    let exchange: WireExchange

    init(_ settings: OdooSettings, _ services: ConnectorServices) {
        exchange = WireExchange(
            endpoint: "POST \(settings.address)/xmlrpc/2",
            settings: settings,
            services: services
        )
    }

    func send(_ request: ServiceRequest) async throws(OdooFault) -> JSON? {
        let response = try await exchange.send(
            "POST",
            "/xmlrpc/2/\(request.service)",
            [HTTPField("Content-Type", "text/xml; charset=utf-8"), HTTPField("Accept", "text/xml")],
            body: XMLRPCText.call(request.method, request.arguments),
            doing: request.task
        )
        guard response.status == 200 else { throw exchange.fault(of: response, doing: request.task) }
        let answer: XMLRPCAnswer
        do {
            answer = try XMLRPCAnswer(response.body)
        } catch {
            let reason = WireExchange.complaint(about: response, "no XML-RPC: \(error)")
            throw exchange.unexpected(reason, doing: request.task)
        }
        switch answer {
        case .result(let result): return result == .null ? nil : result
        case .fault(let fault): return try result(of: fault, to: request)
        }
    }

    private func result(of fault: JSON, to request: ServiceRequest) throws(OdooFault) -> JSON? {
        let text = fault["faultString"]?.stringValue ?? ""
        switch fault["faultCode"] {
        case 1:
            let raised = PythonTraceback(text)
            // None cannot be marshalled; what the method did is kept.
            if request.mayReturnNothing, raised.name == "builtins.TypeError" { return nil }
            throw exchange.exception(raised.name, raised.message, doing: request.task)
        case 2: throw exchange.exception("odoo.exceptions.UserError", text, doing: request.task)
        case 3: throw exchange.exception("odoo.exceptions.AccessDenied", text, doing: request.task)
        case 4: throw exchange.exception("odoo.exceptions.AccessError", text, doing: request.task)
        case let code:
            let code = code?.text() ?? "none"
            throw exchange.unexpected("the answer is a fault without a known code (\(code))", doing: request.task)
        }
    }
}
