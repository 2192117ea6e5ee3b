// SPDX-License-Identifier: ISC
//
// peer_xapian: the same sections in Xapian, English stemmer, positions, no data, for ratios in one
// sitting; compacted at the end into FILE.compact.
//
// usage: peer_xapian FOLDER FILE.xapian

extern "C" {
#include "figures.h"
#include "sections.h"
}

#include <cstdio>
#include <xapian.h>

namespace
{
struct job {
	Xapian::WritableDatabase db;
	Xapian::TermGenerator terms;
};

std::string string_of(struct str text)
{
	return std::string(text.ptr ? text.ptr : "", text.len);
}

void add_section(void *context, const struct section_text *section)
{
	struct job *job = static_cast<struct job *>(context);
	Xapian::Document document;
	job->terms.set_document(document);
	job->terms.set_termpos(0);
	const struct str parts[] = {section->title, section->path, section->body};
	for (const struct str &part : parts) {
		job->terms.index_text(string_of(part));
		job->terms.increase_termpos();
	}
	job->db.add_document(document);
}
} // namespace

int main(int argc, char **argv)
{
	if (argc != 3) {
		std::fputs("usage: peer_xapian FOLDER FILE.xapian\n", stderr);
		return 2;
	}
	double start = now_us();
	struct job job;
	std::string path = argv[2], compact = path + ".compact";
	job.db =
		Xapian::WritableDatabase(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
						       Xapian::DB_BACKEND_GLASS);
	job.terms.set_stemmer(Xapian::Stem("en"));
	struct sections_stats stats = sections_each(argv[1], add_section, &job);
	job.db.commit();
	double seconds = (now_us() - start) / 1e6;
	job.db.compact(compact, Xapian::DBCOMPACT_SINGLE_FILE);
	std::printf("xapian: ");
	print_build(&stats, seconds, compact.c_str());
	return 0;
}
