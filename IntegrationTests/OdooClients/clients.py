"""What programs do with Odoo through the usual libraries, done with the simulator.

    clients.py URL DATABASE [KEY]

Each class is one library and knows nothing of the wire; unittest counts what fails. With a key, which a server of version 19
gives to the user connector, JSON-2 is used, too.
"""
import sys
import unittest
import xmlrpc.client
from urllib.parse import urlsplit

import odoolib
import odooly
import odoorpc

URL, DATABASE = sys.argv[1:3]
KEY = sys.argv[3] if len(sys.argv) > 3 else None
PLACE = urlsplit(URL)


class StandardLibrary(unittest.TestCase):
    """xmlrpc.client as Odoo's own documentation uses it."""

    @classmethod
    def setUpClass(cls):
        cls.common = xmlrpc.client.ServerProxy(URL + '/xmlrpc/2/common')
        cls.models = xmlrpc.client.ServerProxy(URL + '/xmlrpc/2/object')
        cls.uid = cls.common.authenticate(DATABASE, 'admin', 'admin', {})

    def call(self, model, method, *args, **kwargs):
        return self.models.execute_kw(DATABASE, self.uid, 'admin', model, method, args, kwargs)

    def refused(self, code, *args, **kwargs):
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call(*args, **kwargs)
        self.assertEqual(caught.exception.faultCode, code)
        return caught.exception.faultString

    def test_services(self):
        version = self.common.version()
        self.assertIn(version['server_version_info'][0], (17, 18, 19))
        self.assertEqual(self.common.authenticate(DATABASE, 'admin', 'wrong', {}), False)
        self.assertEqual(self.common.login(DATABASE, 'admin', 'admin'), self.uid)
        databases = xmlrpc.client.ServerProxy(URL + '/xmlrpc/2/db')
        self.assertEqual(databases.list(), [DATABASE])
        self.assertTrue(databases.db_exist(DATABASE))
        self.assertEqual(databases.server_version(), version['server_version'])

    def test_records(self):
        name = 'Grès & <Fils> 漢字 😀'
        one = self.call('res.partner', 'create', {'name': name, 'is_company': True, 'color': 3})
        two = self.call('res.partner', 'create', [{'name': 'XML A', 'parent_id': one}, {'name': 'XML B', 'parent_id': one}])
        self.assertEqual(len(two), 2)
        found = self.call('res.partner', 'search', [['parent_id', '=', one]], order='name desc', limit=1)
        self.assertEqual(found, two[1:])
        self.assertEqual(self.call('res.partner', 'search_count', [['parent_id', '=', one]]), 2)
        read = self.call('res.partner', 'read', [one], fields=['name', 'color', 'child_ids', 'email', 'is_company'])
        self.assertEqual(read, [{'id': one, 'name': name, 'color': 3, 'child_ids': two, 'email': False, 'is_company': True}])
        self.assertIs(self.call('res.partner', 'write', two, {'ref': 'xy'}), True)
        rows = self.call('res.partner', 'search_read', [['id', 'in', two]], ['ref', 'parent_id'])
        self.assertEqual({r['ref'] for r in rows}, {'xy'})
        self.assertEqual(rows[0]['parent_id'], [one, name])
        self.assertEqual(self.call('res.partner', 'read', [99999999]), [])
        self.assertIs(self.call('res.partner', 'unlink', two), True)
        self.assertEqual(self.call('res.partner', 'search', [['id', 'in', two]]), [])
        if not KEY:  # version 19 lets nobody call it
            self.assertEqual(self.call('res.partner', 'exists', two), [])

    def test_load(self):
        rows = [['kx.xml_1', 'Load 1', '7'], ['kx.xml_2', 'Load 2', '8']]
        first = self.call('res.partner', 'load', ['id', 'name', 'color'], rows)
        self.assertEqual(first['messages'], [])
        self.assertEqual(self.call('res.partner', 'load', ['id', 'name', 'color'], rows)['ids'], first['ids'])
        bad = self.call('res.partner', 'load', ['id', 'name', 'color'], [['kx.xml_3', 'Load 3', 'red']])
        self.assertIs(bad['ids'], False)
        self.assertEqual(bad['messages'][0]['field'], 'color')

    def test_language(self):
        belgium = self.call('res.country', 'search', [['code', '=', 'BE']])
        french = self.call('res.country', 'read', belgium, ['name'], context={'lang': 'fr_FR'})
        self.assertEqual(french[0]['name'], 'Belgique')
        self.assertEqual(self.call('res.country', 'name_search', 'Belg', limit=1)[0][1], 'Belgium')

    def test_faults(self):
        partner = self.call('res.partner', 'create', {'name': 'XML button'})
        text = self.refused(1, 'res.partner', 'action_archive', [partner])
        self.assertIn('cannot marshal None unless allow_none is enabled', text)
        self.assertEqual(self.call('res.partner', 'read', [partner], ['active'])[0]['active'], False)
        self.assertIn('Traceback', self.refused(1, 'res.partner', 'search', [['no_such', '=', 1]]))
        self.assertIn('does not exist or has been deleted', self.refused(2, 'res.partner', 'write', [99999999], {'ref': 'x'}))
        self.assertIn("doesn't exist", self.refused(2, 'no.such.model', 'search', []))
        self.assertIn('Private methods', self.refused(4, 'res.partner', '_search', []))
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.models.execute_kw(DATABASE, self.uid, 'wrong', 'res.partner', 'search', [[]])
        self.assertEqual((caught.exception.faultCode, caught.exception.faultString), (3, 'Access Denied'))

    def test_several_calls_over_one_object(self):
        old = xmlrpc.client.ServerProxy(URL + '/xmlrpc/object')
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            old.execute(DATABASE, self.uid, 'admin', 'res.partner', 'write', [99999999], {})
        self.assertIn('warning -- MissingError', caught.exception.faultCode)


class OdooRPC(unittest.TestCase):
    """odoorpc over JSON-RPC."""

    @classmethod
    def setUpClass(cls):
        cls.odoo = odoorpc.ODOO(PLACE.hostname, port=PLACE.port)
        cls.odoo.login(DATABASE, 'admin', 'admin')

    def test_connection(self):
        self.assertRegex(self.odoo.version, r'^1[789]\.0')
        self.assertEqual(self.odoo.db.list(), [DATABASE])
        self.assertEqual(self.odoo.env.user.login, 'admin')
        self.assertEqual(self.odoo.env.context['lang'], 'en_US')
        self.assertEqual(self.odoo.env.ref('base.main_company').id, 1)
        self.assertIn('res.partner', self.odoo.env)
        self.assertNotIn('no.such.model', self.odoo.env)
        stranger = odoorpc.ODOO(PLACE.hostname, port=PLACE.port)
        with self.assertRaises(odoorpc.error.RPCError):
            stranger.login(DATABASE, 'admin', 'wrong')

    def test_records(self):
        partners = self.odoo.env['res.partner']
        parent = partners.create({'name': 'RPC parent', 'is_company': True})
        ids = partners.create([{'name': 'RPC A', 'parent_id': parent}, {'name': 'RPC B', 'parent_id': parent}])
        self.assertEqual(sorted(partners.search([('parent_id', '=', parent)])), sorted(ids))
        record = partners.browse(parent)
        self.assertEqual(record.name, 'RPC parent')
        self.assertEqual([child.name for child in record.child_ids], ['RPC A', 'RPC B'])
        self.assertEqual(partners.browse(ids[0]).parent_id.id, parent)
        record.ref = 'RPC-1'
        record.country_id = self.odoo.env.ref('base.be')
        self.assertEqual(partners.read([parent], ['ref'])[0]['ref'], 'RPC-1')
        self.assertEqual(partners.browse(parent).country_id.code, 'BE')
        self.assertTrue(partners.write(ids, {'color': 4}))
        self.assertEqual(partners.search_count([('id', 'in', ids), ('color', '=', 4)]), 2)
        record.child_ids -= partners.browse(ids[1])
        self.assertTrue(partners.unlink(ids))
        self.assertEqual(partners.search([('id', 'in', ids)]), [])

    def test_load_and_buttons(self):
        partners = self.odoo.env['res.partner']
        found = partners.load(['id', 'name'], [['kx.rpc_1', 'RPC load']])
        self.assertEqual(partners.load(['id', 'name'], [['kx.rpc_1', 'RPC load']])['ids'], found['ids'])
        self.assertEqual(self.odoo.env.ref('kx.rpc_1').name, 'RPC load')
        record = partners.browse(found['ids'])
        self.assertIsNone(record.action_archive())
        self.assertEqual(partners.search([('id', '=', record.id)]), [])
        self.assertEqual(partners.with_context(active_test=False).search([('id', '=', record.id)]), [record.id])

    def test_language(self):
        country = self.odoo.env.ref('base.de')
        french = country.with_context(lang='fr_FR')
        self.assertEqual((country.name, french.name), ('Germany', 'Allemagne'))

    def test_errors(self):
        partners = self.odoo.env['res.partner']
        for name, call in {
            'odoo.exceptions.MissingError': lambda: partners.write([99999999], {'ref': 'x'}),
            'builtins.ValueError': lambda: partners.create({'no_such': 1}),
            'odoo.exceptions.AccessError': lambda: self.odoo.execute('res.partner', '_search', []),
            'odoo.exceptions.ValidationError': lambda: self.odoo.env['res.country'].create({'code': 'QQ'}),
            'odoo.exceptions.UserError': lambda: self.odoo.execute('no.such.model', 'search', []),
        }.items():
            with self.assertRaises(odoorpc.error.RPCError) as caught:
                call()
            self.assertEqual(caught.exception.info['data']['name'], name)


class Odooly:
    """odooly; the address decides about the wire."""

    address = URL

    @classmethod
    def setUpClass(cls):
        odooly.Env._cache.clear()
        cls.client = odooly.Client(cls.address, DATABASE, 'admin', 'admin')
        cls.env = cls.client.env

    def test_connection(self):
        self.assertIn(self.client.version_info, (17.0, 18.0, 19.0))
        self.assertEqual(self.env.user.login, 'admin')
        self.assertEqual(self.env.ref('base.main_company').name, 'My Company')
        self.assertIn('res.partner', self.env.models('res.partner'))
        self.assertIn('fleet', self.env.modules('fleet')['installed'])
        with self.assertRaises(odooly.Error):
            self.env(user='admin2', password='wrong')
        self.assertEqual(self.env(user='connector', password='connector').user.name, 'connector')

    def test_records(self):
        partners = self.env['res.partner']
        parent = partners.create({'name': 'LY parent', 'is_company': True})
        children = partners.create([{'name': 'LY A', 'parent_id': parent}, {'name': 'LY B', 'parent_id': parent.id}])
        self.assertEqual(len(partners.search([('parent_id', '=', parent.id)])), 2)
        self.assertEqual(parent.child_ids, children)
        self.assertEqual(children[0].parent_id.name, 'LY parent')
        self.assertEqual(children.read('name'), ['LY A', 'LY B'])
        parent.country_id = self.env.ref('base.be')
        self.assertEqual(partners.get([f'id = {parent.id}']).country_id.code, 'BE')
        children.write({'color': 5})
        self.assertEqual(partners.search_count([f'parent_id = {parent.id}', 'color = 5']), 2)
        self.assertEqual(partners.search_read([('id', '=', parent.id)], ['name'])[0]['name'], 'LY parent')
        self.assertEqual(parent.copy({'name': 'LY copy'}).name, 'LY copy')
        self.assertEqual(partners.browse(children.ids).exists(), children)
        self.assertTrue(children.unlink())
        self.assertFalse(partners.browse(children.ids).exists())
        self.assertEqual(partners.field('color')['type'], 'integer')

    def test_load_buttons_and_language(self):
        partners = self.env['res.partner']
        name = f'kx.ly_{self.client._proxy is None}'
        found = partners.load(['id', 'name'], [[name, 'LY load']])
        self.assertEqual(partners.load(['id', 'name'], [[name, 'LY load']])['ids'], found['ids'])
        record = partners.get(name)
        self.assertEqual(record._external_id, name)
        self.assertIsNone(record.action_archive())
        self.assertFalse(partners.search([('id', '=', record.id)]))
        self.assertTrue(partners.with_context(active_test=False).search([('id', '=', record.id)]))
        self.assertEqual(self.env(context={'lang': 'de_DE'})['res.country'].get('base.fr').name, 'Frankreich')

    def test_errors(self):
        for name, call in {
            'odoo.exceptions.MissingError': lambda: self.env.execute('res.partner', 'write', [99999999], {'ref': 'x'}),
            'builtins.ValueError': lambda: self.env.execute('res.partner', 'search', [('no_such', '=', 1)]),
            'odoo.exceptions.AccessError': lambda: self.env.execute('res.partner', '_search', []),
            'odoo.exceptions.ValidationError': lambda: self.env.execute('res.country', 'create', {'code': 'QQ'}),
        }.items():
            with self.assertRaises(odooly.ServerError) as caught:
                call()
            self.assertEqual(caught.exception.args[0]['data']['name'], name)


class OdoolyOverTheWebClient(Odooly, unittest.TestCase):
    def test_sessions(self):
        self.assertTrue(self.client.web_session.get_session_info()['is_admin'])
        self.assertEqual(self.client.database.list(), [DATABASE])
        self.assertIn('server_version_info', self.client.web_webclient.version_info())
        self.env.session_destroy()
        with self.assertRaises(odooly.ServerError) as caught:
            self.client.web_session.check()
        self.assertEqual(caught.exception.args[0]['code'], 100)
        self.assertEqual(self.env['res.currency'].search_count([('name', '=', 'USD')]), 1)

    def test_database_is_found(self):
        odooly.Env._cache.clear()
        client = odooly.Client(URL, user='admin', password='admin')
        self.assertEqual(client.env.db_name, DATABASE)


class OdoolyOverJSONRPC(Odooly, unittest.TestCase):
    address = URL + '/jsonrpc'


class OdooClientLib:
    """odoo-client-lib; the protocol decides about the wire."""

    protocol = 'jsonrpc'

    @classmethod
    def setUpClass(cls):
        cls.connection = odoolib.get_connection(
            PLACE.hostname, protocol=cls.protocol, port=PLACE.port, database=DATABASE, login='admin', password='admin')
        cls.partners = cls.connection.get_model('res.partner')

    def test_connection(self):
        self.connection.check_login()
        self.assertEqual(self.connection.get_user_context()['lang'], 'en_US')
        self.assertEqual(self.connection.get_service('db').list(), [DATABASE])
        self.assertEqual(self.connection.get_service('common').version()['protocol_version'], 1)
        wrong = odoolib.get_connection(
            PLACE.hostname, protocol=self.protocol, port=PLACE.port, database=DATABASE, login='admin', password='wrong')
        with self.assertRaises(odoolib.tools.AuthenticationError):
            wrong.check_login()

    def test_records(self):
        parent = self.partners.create({'name': 'LIB parent', 'is_company': True})
        ids = self.partners.create([{'name': 'LIB A', 'parent_id': parent}, {'name': 'LIB B', 'parent_id': parent}])
        self.assertEqual(self.partners.search([('parent_id', '=', parent)]), ids)
        self.assertEqual([r['name'] for r in self.partners.read(ids[::-1], ['name'])], ['LIB B', 'LIB A'])
        self.assertEqual(self.partners.read(parent, ['name'])['name'], 'LIB parent')
        self.assertEqual(self.partners.read(99999999, ['name']), [])
        self.assertTrue(self.partners.write(ids, {'color': 6}))
        rows = self.partners.search_read([('id', 'in', ids)], ['color'], limit=1, order='id desc')
        self.assertEqual(rows, [{'id': ids[1], 'color': 6}])
        self.assertEqual(self.partners.search_count([('parent_id', '=', parent)]), 2)
        self.assertEqual(self.partners.default_get(['type'])['type'], 'contact')
        self.assertEqual(self.partners.fields_get(['name'], ['type'])['name']['type'], 'char')
        self.assertEqual(self.partners.name_search('LIB parent')[0], [parent, 'LIB parent'])
        self.assertTrue(self.partners.unlink(ids))
        self.assertEqual(self.partners.search([('id', 'in', ids)]), [])
        if not KEY:
            self.assertEqual(self.partners.exists(ids), [])

    def test_load_and_language(self):
        row = [['kx.lib_' + self.protocol, 'LIB load']]
        found = self.partners.load(['id', 'name'], row)
        self.assertEqual(self.partners.load(['id', 'name'], row)['ids'], found['ids'])
        countries = self.connection.get_model('res.country')
        self.assertEqual(countries.search_read([('code', '=', 'BE')], ['name'], context={'lang': 'fr_FR'})[0]['name'], 'Belgique')

    def test_errors(self):
        self.refused('odoo.exceptions.MissingError', 2, lambda: self.partners.write([99999999], {'ref': 'x'}))
        self.refused('builtins.ValueError', 1, lambda: self.partners.search([('no_such', '=', 1)]))
        self.refused('odoo.exceptions.AccessError', 4, lambda: self.partners._search([]))
        self.refused('odoo.exceptions.UserError', 2, lambda: self.connection.get_model('no.such').search([]))


class OdooClientLibOverJSONRPC(OdooClientLib, unittest.TestCase):
    def refused(self, name, code, call):
        with self.assertRaises(odoolib.tools.JsonRPCException) as caught:
            call()
        self.assertEqual(caught.exception.error['data']['name'], name)

    def test_button(self):
        partner = self.partners.create({'name': 'LIB button'})
        self.assertIs(self.partners.action_archive([partner]), False)
        self.assertEqual(self.partners.search([('id', '=', partner)]), [])


class OdooClientLibOverXMLRPC(OdooClientLib, unittest.TestCase):
    protocol = 'xmlrpc'

    def refused(self, name, code, call):
        kind = name.split('.')[-1]
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            call()
        found = caught.exception
        self.assertTrue(found.faultCode.startswith(f'warning -- {kind}') if code != 1 else kind in found.faultString, str(found))

    def test_button(self):
        partner = self.partners.create({'name': 'LIB button'})
        with self.assertRaises(xmlrpc.client.Fault):
            self.partners.action_archive([partner])
        self.assertEqual(self.partners.search([('id', '=', partner)]), [])


@unittest.skipUnless(KEY, 'JSON-2 came with version 19')
class JSON2(unittest.TestCase):
    """odoo-client-lib and odooly with a key instead of a password."""

    def test_odoo_client_lib(self):
        connection = odoolib.get_connection(PLACE.hostname, protocol='json2', port=PLACE.port, database=DATABASE, password=KEY)
        self.assertTrue(connection.check_login())
        partners = connection.get_model('res.partner')
        ids = partners.create(vals_list=[{'name': 'J2 A'}, {'name': 'J2 B'}])
        self.assertEqual(partners.search(domain=[['id', 'in', ids]], order='id'), ids)
        self.assertTrue(partners.write(ids=ids, vals={'ref': 'J2'}))
        self.assertEqual(partners.search_count(domain=[['ref', '=', 'J2']]), 2)
        self.assertEqual([r['name'] for r in partners.read(ids=ids, fields=['name'])], ['J2 A', 'J2 B'])
        self.assertEqual(partners.search_read(domain=[['ref', '=', 'J2']], fields=['ref'], limit=1)[0]['ref'], 'J2')
        self.assertIsNone(partners.action_archive(ids=ids[:1]))
        self.assertEqual(partners.search(domain=[['id', 'in', ids]]), ids[1:])
        found = partners.load(fields=['id', 'name'], data=[['kx.j2', 'J2 load']])
        self.assertEqual(partners.load(fields=['id', 'name'], data=[['kx.j2', 'J2 load']])['ids'], found['ids'])
        countries = connection.get_model('res.country')
        self.assertEqual(countries.search_read(domain=[['code', '=', 'BE']], fields=['name'], context={'lang': 'fr_FR'})[0]['name'], 'Belgique')
        for status, call in {
            '404': lambda: partners.write(ids=[99999999], vals={'ref': 'x'}),
            '403': lambda: countries.create(vals_list={'name': 'J2 land', 'code': 'QQ'}),
            '500': lambda: partners.search(domain=[['no_such', '=', 1]]),
            'Invalid request': lambda: partners.create(vals_list={'type': 'contact'}),
        }.items():
            with self.assertRaisesRegex(ValueError, status):
                call()
        self.assertTrue(partners.unlink(ids=ids))
        wrong = odoolib.get_connection(PLACE.hostname, protocol='json2', port=PLACE.port, database=DATABASE, password='x')
        self.assertFalse(wrong.check_login())

    def test_odooly(self):
        odooly.Env._cache.clear()
        client = odooly.Client(URL, DATABASE, 'connector', api_key=KEY)
        self.assertEqual(client.env._execute_kw._protocol_name, 'JSON-2')
        partners = client.env['res.partner']
        # JSON-2 answers every new record as a list of ids.
        parent = partners.create([{'name': 'J2 parent', 'is_company': True}])[0]
        children = partners.create([{'name': 'J2 C', 'parent_id': parent}, {'name': 'J2 D', 'parent_id': parent}])
        self.assertEqual(parent.child_ids, children)
        self.assertEqual(children.read('name'), ['J2 C', 'J2 D'])
        children.write({'color': 9})
        self.assertEqual(partners.search_count([f'parent_id = {parent.id}', 'color = 9']), 2)
        self.assertIsNone(parent.action_archive())
        self.assertEqual(parent.copy({'name': 'J2 copy'}).name, 'J2 copy')
        self.assertTrue(children.unlink())
        with self.assertRaises(odooly.ServerError) as caught:
            client.env.execute('res.partner', 'write', [99999999], {'ref': 'x'})
        self.assertEqual(caught.exception.args[0]['data']['name'], 'odoo.exceptions.MissingError')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
