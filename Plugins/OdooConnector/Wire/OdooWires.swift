import ConnectorKit
import JSON

/// The three wire forms to one Odoo, and which of them to use.
struct OdooWires: Sendable {
    private let jsonRPC: JSONRPCWire
    private let xmlRPC: XMLRPCWire
    private let json2: JSON2Wire
    private let configured: WireForm?

    init(_ settings: OdooSettings, _ services: ConnectorServices) {
        jsonRPC = JSONRPCWire(settings, services)
        xmlRPC = XMLRPCWire(settings, services)
        json2 = JSON2Wire(settings, services)
        configured = settings.wire
    }

    /// Asks the server for its version, and chooses the form that the version asks for, or that is configured.
    func open() async throws(OdooFault) -> (server: OdooServer, wire: any OdooWire) {
        if let configured {
            let wire = wire(configured)
            return (try await Self.server(wire), wire)
        }
        var first: OdooFault?
        for wire in [jsonRPC, json2, xmlRPC] as [any OdooWire] {
            do {
                let server = try await Self.server(wire)
                return (server, preferred(server, answering: wire))
            } catch {
                guard error.mayConcernTheFormAlone else { throw first ?? error }
                first = first ?? error
            }
        }
        throw first ?? .failed(.unexpectedAnswer(endpoint: jsonRPC.endpoint, reason: "this is no Odoo"))
    }

    /// The version's own form where the version has one; where a form is closed, the one that answered.
    private func preferred(_ server: OdooServer, answering wire: any OdooWire) -> any OdooWire {
        guard let release = server.release, release.form == .json2 || wire.form == .json2 else { return wire }
        return self.wire(release.form)
    }

    private func wire(_ form: WireForm) -> any OdooWire {
        switch form {
        case .json2: json2
        case .jsonrpc: jsonRPC
        case .xmlrpc: xmlRPC
        }
    }

    /// What the server says about itself.
    private static func server(_ wire: any OdooWire) async throws(OdooFault) -> OdooServer {
        let answer = JSONReader(try await wire.version() ?? .null, path: "version")
        do {
            return try OdooServer(answer)
        } catch {
            throw .failed(.unexpectedAnswer(endpoint: wire.endpoint, reason: "this is no Odoo: \(error)"))
        }
    }
}

extension OdooFault {
    /// Whether another wire form of the same server may do better: the address is closed or is not there.
    fileprivate var mayConcernTheFormAlone: Bool {
        switch self {
        case .raised: false
        case .failed(.unexpectedAnswer), .failed(.forbidden), .failed(.unauthorized): true
        case .failed: false
        }
    }
}
