import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Testing

/// What each kind of trouble becomes; classes and shapes decide, never texts.
struct ErrorMappingTests {
    /// The case of a ``ConnectorError``.
    enum Outcome: Sendable {
        case unauthorized, forbidden, unavailable, unexpectedAnswer, outcomeUnknown, neverSent, cancelled,
            invalidConfiguration

        init?(_ error: ConnectorError?) {
            switch error {
            case .unauthorized: self = .unauthorized
            case .forbidden: self = .forbidden
            case .unavailable: self = .unavailable
            case .unexpectedAnswer: self = .unexpectedAnswer
            case .outcomeUnknown: self = .outcomeUnknown
            case .neverSent: self = .neverSent
            case .cancelled: self = .cancelled
            case .invalidConfiguration: self = .invalidConfiguration
            default: return nil
            }
        }
    }

    private static let load = "account.analytic.line.load"
    private static let search = "account.analytic.line.search_read"

    private func odoo(_ name: String, _ reply: ScriptedOdoo.Reply) -> ScriptedOdoo {
        ScriptedOdoo { $0.name == name ? reply : nil }
    }

    @Test(arguments: [
        ("odoo.exceptions.AccessDenied", Outcome.unauthorized), ("odoo.exceptions.AccessError", .forbidden),
        ("odoo.exceptions.MissingError", .unexpectedAnswer), ("odoo.exceptions.UserError", .unexpectedAnswer),
        ("odoo.exceptions.ValidationError", .unexpectedAnswer), ("odoo.http.SessionExpiredException", .unavailable),
        ("psycopg2.OperationalError", .unavailable), ("psycopg2.errors.LockNotAvailable", .unavailable),
        ("psycopg2.errors.SerializationFailure", .unavailable), ("psycopg2.InterfaceError", .unavailable),
        ("psycopg2.pool.PoolError", .unavailable), ("builtins.ValueError", .unexpectedAnswer),
        ("builtins.KeyError", .unexpectedAnswer), ("builtins.AttributeError", .unexpectedAnswer),
        ("psycopg2.errors.NumericValueOutOfRange", .unexpectedAnswer), ("some.new.Class", .unexpectedAnswer),
        ("psycopg2.errors.InFailedSqlTransaction", .unavailable),
        ("psycopg2.errors.ReadOnlySqlTransaction", .unavailable), ("psycopg2.errors.DeadlockDetected", .unavailable),
        ("psycopg2.errors.ObjectInUse", .unavailable), ("psycopg2.errors.IdleSessionTimeout", .unavailable),
        ("psycopg2.IntegrityError", .unexpectedAnswer), ("psycopg2.errors.UndefinedColumn", .unexpectedAnswer),
        ("psycopg2.errors.SomeNewClass", .unexpectedAnswer), ("psycopg2.ProgrammingError", .unexpectedAnswer),
    ])
    func anExceptionIsSortedByItsClass(name: String, outcome: Outcome) async throws {
        let odoo = odoo(Self.search, .exception(name, "AccessDenied psycopg2.OperationalError says the text"))
        let error = try #require(try await findError(odoo, [.cost()]))
        #expect(Outcome(error) == outcome)
        #expect(error.description.contains("says the text"))
        #expect(!error.description.contains("Traceback"))
        #expect(!error.description.contains("secret-of-the-server"))
        #expect(error.description.contains(Self.search))
    }

    @Test func aRefusedLoginIsUnauthorized() async throws {
        let error = try await applyError(odoo("common.authenticate", .result(false)), [.cost()])
        #expect(Outcome(error) == .unauthorized)
    }

    @Test func aDatabaseThatDoesNotExistIsToldFromOneThatIsDown() async throws {
        func odoo(_ databases: ScriptedOdoo.Reply) -> ScriptedOdoo {
            ScriptedOdoo { call in
                switch call.name {
                case "common.authenticate": .exception("psycopg2.OperationalError", "connection failed")
                case "db.list": databases
                default: nil
                }
            }
        }
        let unknown = try await applyError(odoo(.result(["other"])), [.cost()])
        #expect(Outcome(unknown) == .invalidConfiguration)
        #expect(unknown?.description.contains("'kestrel', which this Odoo does not have") == true)
        #expect(Outcome(try await applyError(odoo(.result(["kestrel"])), [.cost()])) == .unavailable)
        let down = odoo(.exception("psycopg2.OperationalError", "connection failed"))
        #expect(Outcome(try await applyError(down, [.cost()])) == .unavailable)
        let hidden = odoo(.exception("odoo.exceptions.AccessDenied", "Access Denied"))
        #expect(Outcome(try await applyError(hidden, [.cost()])) == .unavailable)
    }

    @Test(arguments: [
        (429, Outcome.unavailable, Outcome.unavailable), (503, .unavailable, .unavailable),
        (502, .outcomeUnknown, .unavailable), (504, .outcomeUnknown, .unavailable),
        (500, .outcomeUnknown, .unexpectedAnswer),
        (400, .unexpectedAnswer, .unexpectedAnswer), (404, .unexpectedAnswer, .unexpectedAnswer),
        (401, .unauthorized, .unauthorized), (403, .forbidden, .forbidden), (302, .unexpectedAnswer, .unexpectedAnswer),
    ])
    func aStatusFromBeforeOdooDependsOnWhetherTheCallWrites(status: Int, write: Outcome, read: Outcome) async throws {
        #expect(Outcome(try await applyError(odoo(Self.load, .response(.page(status))), [.cost()])) == write)
        #expect(Outcome(try await findError(odoo(Self.search, .response(.page(status))), [.cost()])) == read)
    }

    @Test func aProxysErrorAfterAWriteMayHaveArrived() async throws {
        guard case .outcomeUnknown(let error)? = try await applyError(odoo(Self.load, .response(.page(504))), [.cost()])
        else {
            Issue.record("expected an unknown outcome")
            return
        }
        #expect(error.reason == .connectionLost)
        #expect(error.requestMayHaveArrived)
        #expect(error.endpoint == "POST http://127.0.0.1:8069/jsonrpc account.analytic.line.load")
    }

    @Test(arguments: [
        ("7", Duration.seconds(7)), (" 120 ", .seconds(120)), ("Mon, 05 Jan 2026 12:00:30 GMT", .seconds(30)),
        ("Mon, 05 Jan 2026 11:00:00 GMT", .zero), ("soon", nil), ("-1", .zero), ("Mon, 32 Jan 2026 12:00:30 GMT", nil),
    ])
    func retryAfterIsHeard(text: String, pause: Duration?) async throws {
        let page = HTTPResponse.page(503, [HTTPField("retry-after", text)])
        let error = try await applyError(odoo(Self.load, .response(page)), [.cost()])
        guard case .unavailable(_, _, let retryAfter)? = error else {
            Issue.record("expected unavailable, got \(String(describing: error))")
            return
        }
        #expect(retryAfter == pause)
    }

    @Test(arguments: [
        ("<html>maintenance</html>", "web page"), ("", "document is empty"),
        (#"{"jsonrpc": "2.0", "id": 5, "res"#, "no JSON"),
        ("[]", "no JSON-RPC answer"),
        (#"{"jsonrpc": "2.0", "id": 999, "result": true}"#, "no JSON-RPC answer to request 3"),
        (#"{"jsonrpc": "2.0", "id": 3, "error": {"code": 200}}"#, "an error without a class (code 200)"),
    ])
    func anAnswerThatIsNoAnswerSaysWhatItIs(body: String, text: String) async throws {
        let odoo = odoo(Self.search, .response(HTTPResponse(status: 200, body: Array(body.utf8))))
        let error = try await findError(odoo, [.cost()])
        #expect(Outcome(error) == .unexpectedAnswer)
        #expect(error?.description.contains(text) == true)
    }

    @Test func aResultThatIsNotThereIsNone() async throws {
        let error = try await findError(odoo(Self.search, .none), [.cost()])
        #expect(error?.description.contains("account.analytic.line: expected array, found null") == true)
        let silent = ScriptedOdoo { $0.name == "fleet.vehicle.check_access_rights" ? ScriptedOdoo.Reply.none : nil }
        let findings = try await OdooConnector(silent).check()
        #expect(findings.contains { $0.result == .failed && $0.message.contains("fleet.vehicle,") })
    }

    @Test(arguments: [
        (TransportError.Reason.unreachable, false, Outcome.neverSent), (.deadlineExceeded, true, .outcomeUnknown),
        (.connectionLost, true, .outcomeUnknown), (.cancelled, false, .cancelled),
    ])
    func aTransportErrorKeepsItsMeaning(reason: TransportError.Reason, arrived: Bool, outcome: Outcome) async throws {
        let error = TransportError(
            reason: reason,
            requestMayHaveArrived: arrived,
            endpoint: "POST /jsonrpc",
            detail: "x"
        )
        #expect(Outcome(try await applyError(odoo(Self.load, .failure(error)), [.cost()])) == outcome)
    }

    @Test(arguments: [
        ScriptedOdoo.Reply.response(.page(503)), .exception("psycopg2.OperationalError", "gone"),
        .failure(TransportError(reason: .unreachable, requestMayHaveArrived: false, endpoint: "x", detail: "x")),
    ])
    func aPassingTroubleAfterALoadLeavesTheOutcomeUnknown(reply: ScriptedOdoo.Reply) async throws {
        let odoo = odoo("account.analytic.line.read", reply)
        guard case .outcomeUnknown(let error)? = try await applyError(odoo, [.cost()]) else {
            Issue.record("expected an unknown outcome")
            return
        }
        #expect(error.detail.hasPrefix("a part was written, then: "))
        #expect(odoo.ledger.byExternalID.count == 1)
    }

    @Test(arguments: [
        (ScriptedOdoo.Reply.exception("odoo.exceptions.AccessError", "No"), Outcome.forbidden),
        (.result([["id": "x"]]), .unexpectedAnswer),
    ])
    func aLastingTroubleAfterALoadKeepsItsName(reply: ScriptedOdoo.Reply, outcome: Outcome) async throws {
        #expect(Outcome(try await applyError(odoo("account.analytic.line.read", reply), [.cost()])) == outcome)
    }
}
