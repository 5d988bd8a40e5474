import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct XMLRPCTests {
    private func post(_ client: OdooClient, _ body: String, _ path: String = "/xmlrpc/2/object") throws -> String {
        let answer = try client.post(body, path: path, headers: ["content-type": "text/xml"])
        #expect(answer.status == 200)
        #expect(answer.headers.contains { $0.value == "text/xml; charset=utf-8" })
        return String(decoding: answer.body, as: UTF8.self)
    }

    private func call(_ method: String, _ parameters: String...) -> String {
        let values = parameters.map { "<param><value>\($0)</value></param>" }.joined()
        return "<?xml version='1.0'?>"
            + "<methodCall><methodName>\(method)</methodName><params>\(values)</params></methodCall>"
    }

    private func execute(_ model: String, _ method: String, _ arguments: String) -> String {
        call(
            "execute_kw",
            "kestrel",
            "<int>2</int>",
            "<string>admin</string>",
            model,
            method,
            "<array><data>\(arguments)</data></array>"
        )
    }

    @Test func everyTypeArrives() throws {
        let client = try OdooClient()
        let values = """
            <value><struct><member><name>name</name><value>Gr\u{e9}s &amp; <![CDATA[<Fils>]]> &#233;</value></member>
            <member><name>color</name><value><i4>7</i4></value></member>
            <member><name>is_company</name><value><boolean>1</boolean></value></member>
            <member><name>partner_latitude</name><value><double>1.5</double></value></member>
            <member><name>ref</name><value><nil/></value></member>
            <member><name>street</name><value/></member>
            </struct></value>
            """

        let made = try post(client, execute("res.partner", "create", values))

        let id = try #require(made.firstMatch(of: /<int>(\d+)<\/int>/).flatMap { Int64($0.1) })
        let partner = try client.call("res.partner", "read", [.integer(id)], ["name", "color", "is_company", "ref"])
        #expect(partner[0]?["name"] == "Grés & <Fils> é")
        #expect(partner[0]?["color"] == 7)
        #expect(partner[0]?["is_company"] == true)
        #expect(partner[0]?["ref"] == false)
    }

    @Test func everyTypeIsMarshalledAsTheServerDoes() throws {
        let client = try OdooClient()
        _ = try client.create("res.partner", ["name": "A\u{1}<&>\u{1f}\tB", "ref": "MARSHAL"])

        let leaf = "<value><array><data><value>ref</value><value>=</value><value>MARSHAL</value></data></array></value>"
        let domain = "<value><array><data>\(leaf)</data></array></value>"
        let fields = ["name", "active", "color", "category_id", "ref"].map { "<value>\($0)</value>" }.joined()
        let columns = "<value><array><data>\(fields)</data></array></value>"
        let answer = try post(client, execute("res.partner", "search_read", domain + columns))

        #expect(answer.hasPrefix("<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n"))
        #expect(answer.contains("<name>name</name>\n<value><string>A&lt;&amp;&gt;\tB</string></value>"))
        #expect(answer.contains("<name>active</name>\n<value><boolean>1</boolean></value>"))
        #expect(answer.contains("<name>color</name>\n<value><int>0</int></value>"))
        #expect(answer.contains("<name>category_id</name>\n<value><array><data>\n</data></array></value>"))
    }

    @Test func nothingAsResultIsAFaultAndTheChangeIsKept() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Quarry"])

        let records = "<value><array><data><value><int>\(id)</int></value></data></array></value>"
        let answer = try post(client, execute("res.partner", "action_archive", records))

        #expect(answer.contains("<name>faultCode</name>\n<value><int>1</int></value>"))
        #expect(answer.contains("TypeError: cannot marshal None unless allow_none is enabled\n</string>"))
        #expect(try client.value("active", of: "res.partner", id) == false)
    }

    @Test(arguments: [("/xmlrpc/2/object", "<int>3</int>"), ("/xmlrpc/object", "<string>AccessDenied</string>")])
    func wrongPasswordIsAFault(path: String, code: String) throws {
        let domain = "<array><data/></array>"
        let body = call("execute", "kestrel", "<int>2</int>", "wrong", "res.partner", "search", domain)

        let answer = try post(OdooClient(), body, path)

        #expect(answer.contains("<name>faultCode</name>\n<value>\(code)</value>"))
        #expect(answer.contains("<string>Access Denied</string>"))
    }

    @Test(arguments: [(17, "TypeError"), (18, "<value><string>2026-01-05</string></value>")])
    func momentsAreTakenSince18(version: Int, expected: String) throws {
        let client = try OdooClient(version: version)
        let values = """
            <value><struct><member><name>name</name><value>Bridge</value></member><member><name>date_start</name>
            <value><dateTime.iso8601>20260105T06:00:00</dateTime.iso8601></value></member></struct></value>
            """

        let made = try post(client, execute("project.project", "create", values))
        let id = made.firstMatch(of: /<int>(\d+)<\/int>/)?.1 ?? "0"
        let fields = "<value><array><data><value>date_start</value></data></array></value>"
        let read = try post(client, execute("project.project", "read", "<value><i4>\(id)</i4></value>" + fields))

        #expect((made + read).contains(expected))
    }

    @Test func binariesAreNotTaken() throws {
        let answer = try post(OdooClient(), call("version", "<base64>AAEC</base64>"), "/xmlrpc/2/common")

        #expect(answer.contains("TypeError: argument should be a bytes-like object"))
    }

    @Test func integersBeyond32BitsCannotBeSent() throws {
        let client = try OdooClient()
        let answer = try post(client, execute("res.partner", "no_such", "<value><i8>4294967296</i8></value>"))
        #expect(answer.contains("AttributeError: "))

        let refused = #expect(throws: OdooError.self) { try XMLRPCAnswer.success([.integer(2_147_483_648)]) }
        #expect(refused?.name == "builtins.OverflowError")
    }

    @Test func textsInLatin1AreRead() throws {
        let text = call("login", "kestrel", "gr\u{e9}s", "x").replacing("'1.0'", with: "'1.0' encoding='iso-8859-1'")
        let request = SimulatedRequest(
            method: "POST",
            path: "/xmlrpc/2/common",
            body: text.unicodeScalars.map { UInt8($0.value) }
        )

        let call = try XMLRPCCall(request.body, profile: .odoo18)

        #expect(call.arguments == ["kestrel", "grés", "x"])
    }

    @Test func databasesAreServed() throws {
        let client = try OdooClient()

        #expect(try post(client, call("list"), "/xmlrpc/2/db").contains("<string>kestrel</string>"))
        #expect(try post(client, call("db_exist", "kestrel"), "/xmlrpc/db").contains("<boolean>1</boolean>"))
        #expect(try post(client, call("db_exist", "other"), "/xmlrpc/2/db").contains("<boolean>0</boolean>"))
        #expect(try post(client, call("server_version"), "/xmlrpc/2/db").contains("<string>18.0-20250520</string>"))
        #expect(try post(client, call("drop", "admin", "kestrel"), "/xmlrpc/2/db").contains("<int>3</int>"))
    }
}
