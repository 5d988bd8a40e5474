package import ConnectorKit
package import JSON

extension HTTPField: WireValue {
    /// Name and value as a list of two texts.
    package var wire: JSON { [.string(name), .string(value)] }
    /// Reads a field.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(try wire.element(0).string(), try wire.element(1).string())
    }
}

extension HTTPRequest: WireValue {
    /// All members of the request by their names.
    package var wire: JSON {
        [
            "method": .string(method), "url": .string(url), "headers": headers.wire, "body": WireBytes(body).wire,
            "deadline": deadline.wire, "responseLimit": responseLimit.wire,
            "followsRedirects": .bool(followsRedirects), "refusesPrivateAddresses": .bool(refusesPrivateAddresses),
        ]
    }
    /// Reads a request.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let body: WireBytes = try wire.value("body")
        self.init(
            method: try wire.value("method"),
            url: try wire.value("url"),
            headers: try wire.list("headers"),
            body: body.bytes,
            deadline: try wire.optional("deadline"),
            responseLimit: try wire.optional("responseLimit"),
            followsRedirects: try wire.value("followsRedirects"),
            refusesPrivateAddresses: try wire.value("refusesPrivateAddresses")
        )
    }
}

extension HTTPResponse: WireValue {
    /// `{"status", "headers", "body"}`.
    package var wire: JSON {
        ["status": status.wire, "headers": headers.wire, "body": WireBytes(body).wire]
    }
    /// Reads an answer.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let body: WireBytes = try wire.value("body")
        self.init(status: try wire.value("status"), headers: try wire.list("headers"), body: body.bytes)
    }
}
