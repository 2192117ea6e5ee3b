// SPDX-License-Identifier: ISC
//
// peer_xapian_search: answers a file of queries from what peer_xapian made; snippets are Xapian's
// own, of the texts in BODIES.  A prefix is asked as Xapian means it for who is typing
// (FLAG_PARTIAL): its hundred most frequent words.
//
// usage: peer_xapian_search FILE.xapian QUERIES ROUNDS BODIES

extern "C" {
#include "answers.h"
#include "bodies.h"
}

#include <cstdio>
#include <cstdlib>
#include <xapian.h>

namespace
{
struct peer {
	Xapian::Database db;
	Xapian::QueryParser parser;
	struct bodies bodies;
	size_t shown;
};

uint32_t answer_query(void *context, enum query_class of, struct str text)
{
	struct peer *peer = static_cast<struct peer *>(context);
	unsigned flags = Xapian::QueryParser::FLAG_PHRASE;
	std::string query(text.ptr, text.len);
	if (of == QUERY_PREFIX) {
		query.pop_back(); // its star
		flags |= Xapian::QueryParser::FLAG_PARTIAL;
	}
	peer->parser.set_default_op(of == QUERY_OR ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
	Xapian::Enquire enquire(peer->db);
	enquire.set_query(peer->parser.parse_query(query, flags));
	Xapian::MSet found = enquire.get_mset(0, ANSWERS_HITS);
	Xapian::Stem stem("en");
	for (Xapian::MSetIterator hit = found.begin(); hit != found.end(); ++hit) {
		struct str body = bodies_text(&peer->bodies, *hit - 1);
		peer->shown += found.snippet(std::string(body.ptr, body.len), ANSWERS_COLUMNS, stem)
				       .size();
	}
	return found.size();
}
} // namespace

int main(int argc, char **argv)
{
	if (argc != 5) {
		std::fputs("usage: peer_xapian_search FILE.xapian QUERIES ROUNDS BODIES\n", stderr);
		return 2;
	}
	struct peer peer;
	peer.db = Xapian::Database(argv[1]);
	peer.parser.set_database(peer.db);
	peer.parser.set_stemmer(Xapian::Stem("en"));
	peer.parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
	peer.bodies = bodies_open(argv[4]);
	peer.shown = 0;
	answers_print(argv[2], std::atoi(argv[3]), answer_query, &peer);
	return 0;
}
