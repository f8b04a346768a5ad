import { useNavigate } from "react-router";
import type { Command } from "@/commands/registry";
import { useCommands } from "@/commands/useCommands";

const PLACES = [
  ["home", "Go to the benchmark home", "g h", ""],
  ["objects", "Go to the objects", "g o", "/objects"],
  ["review", "Go to the review queue", "g r", "/review"],
  ["neighbours", "Go to the neighbours", "g n", "/neighbours"],
  ["distractors", "Go to the distractors", "g d", "/distractors"],
  ["mining", "Go to mining", "g m", "/mining"],
  ["releases", "Go to the releases", "g l", "/releases"],
  ["jobs", "Go to the jobs", "g j", "/jobs"],
] as const;

/** Help and the ways between the sections, on every page. */
export function useShellCommands(slug: string | undefined, openHelp: () => void): void {
  const navigate = useNavigate();
  const places: Command[] = slug
    ? PLACES.map(([name, label, key, path]) => ({
        id: `shell.${name}`,
        label,
        keys: [key],
        scope: "global",
        run: () => navigate(`/b/${slug}${path}`),
      }))
    : [];
  useCommands([
    { id: "shell.help", label: "Show this help", keys: ["?"], scope: "global", run: openHelp },
    {
      id: "shell.benchmarks",
      label: "Go to all benchmarks",
      keys: ["g b"],
      scope: "global",
      run: () => navigate("/"),
    },
    ...places,
  ]);
}
