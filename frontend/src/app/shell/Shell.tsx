import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Outlet, ScrollRestoration, useParams } from "react-router";
import { benchmarkQuery } from "@/api/benchmarks";
import { AccountMenu } from "@/app/shell/AccountMenu";
import { BenchmarkMenu } from "@/app/shell/BenchmarkMenu";
import { HelpButton } from "@/app/shell/HelpButton";
import { Sections } from "@/app/shell/Sections";
import { useShellCommands } from "@/app/shell/useShellCommands";
import { HelpDialog } from "@/commands/HelpDialog";
import classes from "./Shell.module.css";

/** What stands around every page: where am I, where can I go, who am I. */
export function Shell() {
  const { slug } = useParams();
  const [help, { open, close }] = useDisclosure(false);
  const benchmark = useQuery({ ...benchmarkQuery(slug ?? ""), enabled: slug !== undefined });
  useShellCommands(slug, open);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <header className={classes.header} data-sections={slug ? "" : undefined}>
        <BenchmarkMenu slug={slug} title={benchmark.data?.title} />
        {slug && <Sections slug={slug} needs={benchmark.data?.needs_me} />}
        <div className={classes.tools}>
          <HelpButton />
          <AccountMenu slug={slug} />
        </div>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      <HelpDialog opened={help} onClose={close} />
      <ScrollRestoration />
    </div>
  );
}
