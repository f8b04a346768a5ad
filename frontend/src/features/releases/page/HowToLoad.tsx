import { Tabs, Text } from "@mantine/core";
import type { ReleasePage } from "@/api/release";
import { CodeBlock } from "@/features/releases/page/CodeBlock";
import { folderFor, layoutWords, runnable } from "@/features/releases/page/facts";
import classes from "./ReleasePage.module.css";

/** The same code that the tests run on every release, tool by tool. */
export function HowToLoad({ slug, page }: { slug: string; page: ReleasePage }) {
  return (
    <Tabs defaultValue={page.loading[0]?.tool ?? ""} variant="default" keepMounted={false}>
      <Tabs.List className={classes.tools} aria-label="Tools">
        {page.loading.map(({ tool }) => (
          <Tabs.Tab key={tool} value={tool}>
            {tool}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {page.loading.map((entry) => {
        const { layouts } = entry;
        const folder = folderFor(slug, page.version, layouts, page.exports);
        return (
          <Tabs.Panel key={entry.tool} value={entry.tool} className={classes.panel}>
            <h3>{entry.title}</h3>
            {layouts.length > 0 && (
              <Text size="sm" c="dimmed">
                Needs the layout {layouts.map((name) => layoutWords(name).name).join(" or ")}, or
                all layouts.
              </Text>
            )}
            <CodeBlock label="Install" value={entry.requires} />
            <CodeBlock label={`Code for ${entry.tool}`} value={runnable(entry, folder)} />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
