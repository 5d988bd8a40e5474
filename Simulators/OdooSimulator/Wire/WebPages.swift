import SimulatorKit

/// The answers outside of JSON-RPC, as the real server's web layer words them (reference: odoo.md, "Transport").
enum WebPages {
    /// Every answer ends its connection.
    static let headers: [(name: String, value: String)] = [("Connection", "close")]

    /// A JSON answer of a route that is no JSON-RPC.
    static func json(_ text: String) -> SimulatedResponse {
        SimulatedResponse(contentType: "application/json", body: Array(text.utf8), headers: headers)
    }

    /// A body that is no JSON, or no JSON-RPC request.
    static func badBody(_ reason: String) -> SimulatedResponse {
        html(status: 400, reason)
    }

    /// A request whose content type or method the route does not take.
    static let badRequest = html(
        status: 400,
        page(
            "400 Bad Request",
            "Bad Request",
            "The browser (or proxy) sent a request that this server could not understand."
        )
    )

    /// A page that sends the client on.
    static func redirect(to path: String) -> SimulatedResponse {
        var answer = html(
            status: 303,
            page("Redirecting...", "Redirecting...", "You should be redirected to the target URL: \(path)")
        )
        answer.headers.append(("Location", path))
        return answer
    }

    /// The page where a person logs in; programs use `/web/session/authenticate`.
    static let login = html(status: 200, page("Odoo", "Log in", "This simulator serves programs, not people."))

    /// The page of the web client, which is not simulated.
    static let client = html(status: 200, page("Odoo", "Odoo", "This simulator serves programs, not people."))

    /// A method that the path does not take.
    static let methodNotAllowed = html(
        status: 405,
        page("405 Method Not Allowed", "Method Not Allowed", "The method is not allowed for the requested URL.")
    )

    /// A path that nothing answers at; the charset is written without a blank here.
    static let notFound = SimulatedResponse(
        status: 404,
        contentType: "text/html;charset=utf-8",
        body: Array(
            page(
                "404 Not Found",
                "Not Found",
                "The requested URL was not found on the server. If you entered the URL manually please check your "
                    + "spelling and try again."
            ).utf8
        ),
        headers: headers
    )

    /// A request of a kind that the route does not take, as version 19 answers.
    static func unsupported(_ route: String, type: String) -> SimulatedResponse {
        let shown = route.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        var answer = html(
            status: 415,
            page(
                "415 Unsupported Media Type",
                "Unsupported Media Type",
                "Request inferred type is compatible with [&#39;http&#39;] but &#39;\(shown)&#39; is type=&#39;\(type)&#39;."
                    + "<br><br>Please verify the Content-Type request header and try again."
            )
        )
        answer.headers.append(("Accept", "application/json"))
        return answer
    }

    /// A request for a database that is not there.
    static let noDatabase = html(
        status: 404,
        """
        <!DOCTYPE html>
        <title>404 Not Found</title>
        <h1>Not Found</h1>
        <p>No database is selected and the requested URL was not found in the server-wide controllers.</p>
        <p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>

        <!-- Alternatively, use the X-Odoo-Database header. -->

        """
    )

    private static func html(status: Int, _ text: String) -> SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "text/html; charset=utf-8",
            body: Array(text.utf8),
            headers: headers
        )
    }

    private static func page(_ title: String, _ heading: String, _ text: String) -> String {
        """
        <!doctype html>
        <html lang=en>
        <title>\(title)</title>
        <h1>\(heading)</h1>
        <p>\(text)</p>

        """
    }
}
