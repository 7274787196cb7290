// What a shape reads while it is built, fact by fact and anchor by anchor: its key in the cache knows no more than that, so that a fact
// that moves builds anew only what has read it. Facts and Anchors note it themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace dorsum::bake {

class Anchors;
class Facts;

enum class Read : char { fact = 'f', names_below = 'n', anchor = 'a', all_anchors = '*' };
using Reads = std::set<std::string, std::less<>>; // each: the letter of its kind, and its name

// While one lives, what this thread reads is noted.
class ReadsNoted {
public:
    explicit ReadsNoted(Reads& into);
    ~ReadsNoted();
    ReadsNoted(const ReadsNoted&) = delete;
    ReadsNoted& operator=(const ReadsNoted&) = delete;

private:
    Reads* before_;
};

void note_read(Read kind, std::string_view name);

// Of what these reads find now, be it nothing.
std::uint64_t hash_of(const Reads& reads, const Facts& facts, const Anchors& anchors);

} // namespace dorsum::bake
