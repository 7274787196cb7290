#include "bake/reads.h"

#include "bake/recipe.h"
#include "core/hash.h"

namespace dorsum::bake {

namespace {

thread_local Reads* g_reads = nullptr;

} // namespace

ReadsNoted::ReadsNoted(Reads& into) : before_(g_reads) { g_reads = &into; }
ReadsNoted::~ReadsNoted() { g_reads = before_; }

void note_read(Read kind, std::string_view name) {
    if (g_reads) g_reads->insert(static_cast<char>(kind) + std::string(name));
}

std::uint64_t hash_of(const Reads& reads, const Facts& facts, const Anchors& anchors) {
    core::Hash64 hash;
    for (const std::string& read : reads) {
        const std::string_view name = std::string_view(read).substr(1);
        hash.text(read);
        switch (Read{read[0]}) {
        case Read::fact:
            if (const auto it = facts.facts.find(name); it != facts.facts.end()) {
                hash.value(it->second.value.size()).value(it->second.words.size());
                for (const double v : it->second.value) hash.value(v);
                for (const std::string& w : it->second.words) hash.text(w);
            }
            break;
        case Read::names_below:
            for (const std::string& below : facts.children(name)) hash.text(below);
            break;
        case Read::anchor:
            if (const auto it = anchors.find(name); it != anchors.end()) hash.value(it->second);
            break;
        case Read::all_anchors:
            for (const auto& [anchor, p] : anchors) hash.text(anchor).value(p);
            break;
        }
    }
    return hash.digest();
}

} // namespace dorsum::bake
