import ConnectorKit
import JSON
import OdooConnector
import Testing

/// One taxonomy whichever way an error comes (odoo.md, error table).
struct WireErrorTests {
    /// The case of a ``ConnectorError``.
    enum Outcome: Sendable {
        case unauthorized, forbidden, unavailable, unexpectedAnswer, other

        init(_ error: ConnectorError?) {
            switch error {
            case .unauthorized: self = .unauthorized
            case .forbidden: self = .forbidden
            case .unavailable: self = .unavailable
            case .unexpectedAnswer: self = .unexpectedAnswer
            default: self = .other
            }
        }
    }

    private static let search = "account.analytic.line.search_read"

    private static let table: [(name: String, outcome: Outcome)] = [
        ("odoo.exceptions.AccessDenied", .unauthorized), ("odoo.exceptions.AccessError", .forbidden),
        ("odoo.exceptions.MissingError", .unexpectedAnswer), ("odoo.exceptions.UserError", .unexpectedAnswer),
        ("odoo.exceptions.ValidationError", .unexpectedAnswer), ("odoo.exceptions.RedirectWarning", .unexpectedAnswer),
        ("psycopg2.OperationalError", .unavailable), ("psycopg2.errors.LockNotAvailable", .unavailable),
        ("psycopg2.errors.SerializationFailure", .unavailable), ("odoo.exceptions.LockError", .unavailable),
        ("psycopg2.errors.InvalidTextRepresentation", .unexpectedAnswer),
        ("psycopg2.errors.NumericValueOutOfRange", .unexpectedAnswer),
        ("psycopg2.errors.DatetimeFieldOverflow", .unexpectedAnswer), ("builtins.ValueError", .unexpectedAnswer),
        ("builtins.AttributeError", .unexpectedAnswer), ("builtins.TypeError", .unexpectedAnswer),
        ("builtins.IndexError", .unexpectedAnswer), ("builtins.KeyError", .unexpectedAnswer),
        ("builtins.AssertionError", .unexpectedAnswer), ("werkzeug.exceptions.NotFound", .unexpectedAnswer),
        ("werkzeug.exceptions.UnprocessableEntity", .unexpectedAnswer), ("some.new.Class", .unexpectedAnswer),
    ]

    private func findError(_ odoo: ScriptedOdoo, _ form: OdooForm) async throws -> ConnectorError? {
        let batch = [try Delivery.cost()]
        let connector = try OdooConnector(odoo, ["wire": .text(form.rawValue)])
        return await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.find(batch)
        }
    }

    @Test(arguments: OdooForm.allCases, table)
    func theClassDecidesAndNeverTheText(form: OdooForm, row: (name: String, outcome: Outcome)) async throws {
        let text = """
            says the text
            Traceback (most recent call last):
              File "x"
            psycopg2.OperationalError: \(canary)
            odoo.exceptions.AccessDenied: Access Denied
            """
        let odoo = ScriptedOdoo(series: 19) { $0.name == Self.search ? .exception(row.name, text) : nil }
        let error = try #require(try await findError(odoo, form))
        #expect(Outcome(error) == row.outcome, "\(error)")
        #expect(error.description.contains("says the text"))
        #expect(error.description.contains(Self.search))
        #expect(!error.description.contains("secret-of-the-server"))
        #expect(!error.description.contains(canary))
    }

    @Test(arguments: OdooForm.allCases)
    func aWrongKeyIsUnauthorized(form: OdooForm) async throws {
        let odoo = ScriptedOdoo(series: 19) { $0.name == "common.authenticate" ? .result(false) : nil }
        #expect(Outcome(try await findError(odoo, form)) == .unauthorized)
        #expect(odoo.calls("common.authenticate").count == 1)
    }

    @Test(arguments: OdooForm.allCases, [429, 503])
    func aProxyThatAsksToWaitIsHeard(form: OdooForm, status: Int) async throws {
        let page = HTTPResponse.page(status, [HTTPField("Retry-After", "7")])
        let odoo = ScriptedOdoo(series: 19) { $0.name == Self.search ? .response(page) : nil }
        guard case .unavailable(_, _, .seconds(7))? = try await findError(odoo, form) else {
            Issue.record("expected a pause of 7 s")
            return
        }
    }

    @Test(arguments: [
        ("", "expected an element, found end"), ("<html>maintenance</html>", "web page"),
        ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><methodResponse/>", "a declaration"),
        ("<?xml version='1.0'?><methodResponse><params><param><value><int>7", "no XML-RPC"),
        (
            "<?xml version='1.0'?><methodResponse><params><param><value><int>x</int></value>",
            "a int that cannot be read"
        ),
        ("<?xml version='1.0'?><methodResponse><params><param><value>&b;</value>", "an unknown reference"),
        (
            "<?xml version='1.0'?><methodResponse><fault><value><struct></struct></value></fault></methodResponse>",
            "known code"
        ),
        ("<?xml version='1.0'?>" + String(repeating: "<value><array><data>", count: 100), "expected <methodResponse>"),
    ])
    func anAnswerThatIsNoXMLRPCSaysWhatItIs(body: String, text: String) async throws {
        let answer = HTTPResponse(status: 200, body: Array(body.utf8))
        let odoo = ScriptedOdoo { $0.name == Self.search ? .response(answer) : nil }
        let error = try await findError(odoo, .xmlrpc)
        #expect(Outcome(error) == .unexpectedAnswer)
        #expect(error?.description.contains(text) == true, "\(String(describing: error))")
    }

    @Test func aListTooDeepIsNoCrash() async throws {
        let deep =
            "<?xml version='1.0'?><methodResponse><params><param>"
            + String(repeating: "<value><array><data>", count: 100_000)
        let answer = HTTPResponse(status: 200, body: Array(deep.utf8))
        let odoo = ScriptedOdoo { $0.name == Self.search ? .response(answer) : nil }
        #expect(try await findError(odoo, .xmlrpc)?.description.contains("deeper than") == true)
    }

    @Test func aControlCharacterIsTheFaultOfItsRowAlone() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo, ["wire": .text("xmlrpc")])
        let outcomes = try await connector.apply([.cost(key: "bell/\u{7}"), .cost(key: "good")])
        #expect(outcomes[0].rejection?.contains("U+7, which XML-RPC cannot carry") == true)
        #expect(outcomes[1].record != nil)
    }
}
